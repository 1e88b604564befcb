package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A prewritten file behind a loop device with direct I/O.
 *
 * <p>It is a file on a filesystem, and every report says so: figures measured on it are never those
 * of a raw disk.
 */
public final class LoopSubstrate implements Substrate {
  /** Name of the fact that tells the filesystem of the file. */
  public static final String FILESYSTEM = "file's filesystem";

  private final Place place;
  private final Map<String, String> facts;

  @SuppressWarnings("unused") // held as long as this is; the kernel drops it when the process ends
  private final FileLock lock;

  private LoopSubstrate(Place place, Map<String, String> facts, FileLock lock) {
    this.place = place;
    this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    this.lock = lock;
  }

  /**
   * Makes the file in {@code folder}, writes all of it, and sets up the loop device; both are
   * leases of {@code journal}.
   *
   * @throws CommandException when the loop device cannot be had or would not bypass the page cache
   */
  public static LoopSubstrate create(Journal journal, Path folder, long sizeBytes)
      throws Exception {
    Path written = folder.resolve("substrate.img");
    Prewritten.write(written, sizeBytes);
    // the kernel names the file behind a loop device without symbolic links
    Path file = written.toRealPath();
    FileLock lock = lock(file);
    String[] made = new String[1];
    // The device's number is not known before; the undoer finds it by its backing file.
    journal.acquire(
        new Creation(LoopUndoer.KIND, file.toString(), Map.of()),
        () -> {
          made[0] =
              Command.check(
                      "losetup",
                      "--find",
                      "--show",
                      "--direct-io=on",
                      "--partscan",
                      file.toString())
                  .text();
          return made[0];
        });
    Path device = Path.of(made[0]);
    Path sys = Path.of("/sys/block", String.valueOf(device.getFileName()));
    String direct = Files.readString(sys.resolve("loop/dio")).strip();
    if (!direct.equals("1")) {
      throw new CommandException(
          device
              + " does not bypass the page cache: the filesystem of "
              + folder
              + " allows no direct I/O; put the work folder on ext4 or xfs with --work-dir");
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", "loop file");
    facts.put("size", (sizeBytes >> 20) + " MiB");
    facts.put("direct I/O", "on");
    facts.putAll(DeviceFacts.queue(device));
    facts.put(FILESYSTEM, Files.getFileStore(file).type());
    return new LoopSubstrate(new Place(device, sizeBytes), facts, lock);
  }

  private static FileLock lock(Path file) throws IOException {
    // the first byte alone: QEMU's tools lock bytes from 100 on (QEMU, image locking)
    FileLock lock = new RandomAccessFile(file.toFile(), "rw").getChannel().tryLock(0, 1, false);
    if (lock == null) {
      throw new CommandException(file + " is in use by another poolbench");
    }
    return lock;
  }

  @Override
  public Place place(int block, String backend) {
    return place;
  }

  @Override
  public Map<String, String> facts() {
    return facts;
  }

  @Override
  public void blank(Place blanked) throws InterruptedException {
    BlankDevice.wipe(place.device());
  }

  /** Nothing: the file goes with the run, whatever is in it. */
  @Override
  public void remember(Place remembered) {}
}
