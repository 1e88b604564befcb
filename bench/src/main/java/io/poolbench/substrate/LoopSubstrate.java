package io.poolbench.substrate;

import io.poolbench.lease.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prewritten files behind loop devices with direct I/O: one, or several that are used together.
 *
 * <p>They are files on a filesystem, and every report says so: figures measured on them are never
 * those of raw disks.
 */
public final class LoopSubstrate implements Substrate {
  /** Name of the fact that tells the filesystem of the file. */
  public static final String FILESYSTEM = "file's filesystem";

  private final List<LoopFile> files;
  private final Map<String, String> facts;

  private LoopSubstrate(List<LoopFile> files, Map<String, String> facts) {
    this.files = List.copyOf(files);
    this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Makes one file in {@code folder}; see {@link LoopFile#create}. */
  public static LoopSubstrate create(Journal journal, Path folder, long sizeBytes)
      throws Exception {
    return create(journal, folder, sizeBytes, List.of());
  }

  /**
   * Makes the files in {@code folder}; see {@link LoopFile#create}.
   *
   * @param furtherBytes sizes of those beside the first
   */
  public static LoopSubstrate create(
      Journal journal, Path folder, long sizeBytes, List<Long> furtherBytes) throws Exception {
    List<LoopFile> files = new ArrayList<>();
    files.add(LoopFile.create(journal, folder.resolve("substrate.img"), sizeBytes));
    for (long bytes : furtherBytes) {
      String name = "substrate-" + (files.size() + 1) + ".img";
      files.add(LoopFile.create(journal, folder.resolve(name), bytes));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", files.size() == 1 ? "loop file" : files.size() + " loop files, together");
    if (files.size() > 1) {
      facts.put("use", TOGETHER);
    }
    int number = 0;
    for (LoopFile file : files) {
      String prefix = files.size() == 1 ? "" : "device " + ++number + " ";
      Map<String, String> own = new LinkedHashMap<>();
      own.put("size", (file.sizeBytes() >> 20) + " MiB");
      own.put("direct I/O", "on");
      own.putAll(DeviceFacts.queue(file.device()));
      own.forEach((name, value) -> facts.put(prefix + name, value));
    }
    facts.put(FILESYSTEM, files.get(0).filesystem());
    return new LoopSubstrate(files, facts);
  }

  @Override
  public Place place(int block, String backend) {
    List<Path> further = files.stream().skip(1).map(LoopFile::device).toList();
    return new Place(files.get(0).device(), further, files.get(0).sizeBytes());
  }

  @Override
  public Map<String, String> facts() {
    return facts;
  }

  @Override
  public void blank(Place place) throws InterruptedException {
    for (Path device : place.devices()) {
      BlankDevice.wipe(device);
    }
  }

  /** Nothing: the files go with the run, whatever is in them. */
  @Override
  public void remember(Place remembered) {}
}
