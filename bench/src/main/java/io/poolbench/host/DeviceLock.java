package io.poolbench.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One run per disk on this host: a lock on a file, which the kernel drops however the process ends.
 * The file stays, since taking it away would let two runs lock two files of the same name.
 */
public final class DeviceLock implements AutoCloseable {
  private static final Path FOLDER = Path.of("/run/poolbench");
  private static final int LONGEST_HOLDER = 512;

  /**
   * What this process holds. Such a file must not be opened a second time here: when a process
   * closes any descriptor of a file, the kernel drops all its locks on it (fcntl_locking(2)).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final RandomAccessFile file;
  private boolean open = true;

  private DeviceLock(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Locks a disk for a run.
   *
   * @param run the run's name, for the message that another poolbench gets
   * @throws DeviceRefusedException when another run has it, or the lock cannot be had at all
   */
  public static DeviceLock acquire(DeviceIdentity device, String run) {
    return acquire(FOLDER, device, run);
  }

  /** Whether a run of this process has the disk. */
  public static boolean isHeldHere(DeviceIdentity device) {
    return HELD.contains(FOLDER.resolve(kernelName(device) + ".lock"));
  }

  static DeviceLock acquire(Path folder, DeviceIdentity device, String run) {
    Path path = folder.resolve(kernelName(device) + ".lock");
    if (!HELD.add(path)) {
      throw refused(device, "is in use by another run of this process", "wait for its end");
    }
    @Nullable RandomAccessFile file = null;
    boolean locked = false;
    try {
      Files.createDirectories(folder);
      if (Files.isSymbolicLink(path)) {
        throw refused(device, "cannot be locked: " + path + " is a link", "remove the link");
      }
      file = new RandomAccessFile(path.toFile(), "rw");
      FileLock lock = file.getChannel().tryLock();
      if (lock == null) {
        throw refused(
            device,
            "is in use by another poolbench (" + holder(file) + ")",
            "wait for its end, or end that process");
      }
      byte[] holder =
          ("pid " + ProcessHandle.current().pid() + ", run " + run)
              .getBytes(StandardCharsets.UTF_8);
      file.setLength(0);
      file.write(holder);
      locked = true;
      return new DeviceLock(path, file);
    } catch (IOException e) {
      throw refused(
          device, "cannot be locked: " + e.getMessage(), "run as root, who may write in " + folder);
    } finally {
      if (!locked) {
        close(file);
        HELD.remove(path);
      }
    }
  }

  /** Two files in /dev may lead to one disk, so that its name there would not do. */
  private static String kernelName(DeviceIdentity device) {
    return BlockDevice.byNumber(Path.of("/sys"), device.number())
        .map(BlockDevice::kernelName)
        .orElse(device.number());
  }

  private static String holder(RandomAccessFile file) throws IOException {
    byte[] bytes = new byte[(int) Math.min(LONGEST_HOLDER, file.length())];
    file.readFully(bytes);
    String holder = BlockDevice.text(bytes);
    return holder.isEmpty() ? "which does not say its pid" : holder;
  }

  private static DeviceRefusedException refused(DeviceIdentity device, String fact, String remedy) {
    return new DeviceRefusedException(
        device.name(), List.of(device.node() + " " + fact + "; " + remedy));
  }

  /** Gives the disk free. */
  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      close(file);
      HELD.remove(path);
    }
  }

  private static void close(@Nullable RandomAccessFile file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
