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
import java.util.Map;

/** A prewritten file behind a loop device with direct I/O, and the lock on it. */
final class LoopFile {
  private final Path file;
  private final Path device;
  private final long sizeBytes;

  @SuppressWarnings("unused") // held as long as this is; the kernel drops it when the process ends
  private final FileLock lock;

  private LoopFile(Path file, Path device, long sizeBytes, FileLock lock) {
    this.file = file;
    this.device = device;
    this.sizeBytes = sizeBytes;
    this.lock = lock;
  }

  /**
   * Makes the file, writes all of it, and sets up the loop device; both are leases of {@code
   * journal}.
   *
   * @throws CommandException when the loop device cannot be had or would not bypass the page cache
   */
  static LoopFile create(Journal journal, Path written, long sizeBytes) throws Exception {
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
              + written.getParent()
              + " allows no direct I/O; put the work folder on ext4 or xfs with --work-dir");
    }
    return new LoopFile(file, device, sizeBytes, lock);
  }

  private static FileLock lock(Path file) throws IOException {
    // the first byte alone: QEMU's tools lock bytes from 100 on (QEMU, image locking)
    FileLock lock = new RandomAccessFile(file.toFile(), "rw").getChannel().tryLock(0, 1, false);
    if (lock == null) {
      throw new CommandException(file + " is in use by another poolbench");
    }
    return lock;
  }

  Path device() {
    return device;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** The filesystem that the file lies on, as the JDK names it. */
  String filesystem() throws IOException {
    return Files.getFileStore(file).type();
  }
}
