package io.poolbench.substrate;

import io.poolbench.host.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes a new filesystem look used: fills it with files of seeded sizes, then removes a seeded
 * choice of them, so that what is free lies in pieces all over it. The files end with the
 * filesystem, which the next trial makes anew.
 */
public final class AgedFilesystem {
  /** A folder of its own: in a pool's folder each file would be a volume. */
  private static final String FOLDER = "aged";

  /** The largest file is this part of the filesystem, and within these bounds. */
  private static final int LARGEST_PART = 512;

  private static final int LEAST_LARGEST_BYTES = 1 << 20;
  private static final int MOST_LARGEST_BYTES = 16 << 20;

  /** How often the smallest file is doubled up to the largest. */
  private static final int DOUBLINGS = 6;

  private static final int BLOCK_BYTES = 4096;

  private AgedFilesystem() {}

  /**
   * Fills and empties.
   *
   * @param imageBytes what the image will take
   * @param fillPercent how full the filesystem is to be with the image in it
   * @param seed of sizes, contents and choice
   * @return what was done, by name
   */
  public static Map<String, String> age(
      Path mountPoint, long imageBytes, int fillPercent, long seed)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    Path folder = Files.createDirectory(mountPoint.resolve(FOLDER));
    FileStore store = Files.getFileStore(mountPoint);
    int largest =
        (int)
            Math.max(
                LEAST_LARGEST_BYTES,
                Math.min(store.getTotalSpace() / LARGEST_PART, MOST_LARGEST_BYTES));
    byte[] content = new byte[2 * largest];
    random.nextBytes(content);
    List<Integer> sizes = new ArrayList<>();
    while (isWritten(file(folder, sizes.size()), content, random, size(random, largest), sizes)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    sync(mountPoint);
    long used = store.getTotalSpace() - store.getUnallocatedSpace();
    long wanted = store.getTotalSpace() * fillPercent / 100 - imageBytes;
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    int removed = 0;
    for (int i = 0; i < order.size() && used > wanted; i++) {
      Files.delete(file(folder, order.get(i)));
      used -= sizes.get(order.get(i));
      removed++;
    }
    sync(mountPoint);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("ageing: files written", String.valueOf(sizes.size()));
    facts.put("ageing: files removed again", String.valueOf(removed));
    return facts;
  }

  /** How full it is, by name (statvfs(3)). */
  public static Map<String, String> level(Path mountPoint) throws IOException {
    FileStore store = Files.getFileStore(mountPoint);
    long used = store.getTotalSpace() - store.getUnallocatedSpace();
    return Map.of(
        "filesystem fill percent",
        String.valueOf(Math.round(100.0 * used / store.getTotalSpace())));
  }

  /** Up to the largest, each halving of it as likely as the next; whole blocks. */
  private static int size(Random random, int largest) {
    double size = largest * Math.pow(2, -DOUBLINGS * random.nextDouble());
    return Math.max(1, (int) (size / BLOCK_BYTES)) * BLOCK_BYTES;
  }

  private static Path file(Path folder, int number) {
    return folder.resolve("f" + number);
  }

  /** Writes a file and notes its size; false, and no file, when there is no room for it. */
  private static boolean isWritten(
      Path file, byte[] content, Random random, int size, List<Integer> sizes) throws IOException {
    int from = random.nextInt(content.length / 2);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(content, from, size);
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
      Files.deleteIfExists(file);
      return false;
    }
    sizes.add(size);
    return true;
  }

  private static void sync(Path mountPoint) throws InterruptedException {
    Command.check("sync", "-f", mountPoint.toString());
  }
}
