package io.poolbench.host;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A block device opened with {@code O_EXCL}, which the kernel grants to one holder only: a mount in
 * whatever namespace, swap, device-mapper, md, a member of a mounted btrfs or ZFS pool and a
 * running mkfs each hold theirs (open(2): "If the block device is in use by the system, open()
 * fails with the error EBUSY"). A claim on a partition is one on its disk. Java opens files in no
 * such way.
 */
final class ExclusiveOpen implements AutoCloseable {
  // bits/fcntl-linux.h, the same on every architecture that a JDK 17 runs on
  private static final int O_RDONLY = 0;
  private static final int O_EXCL = 0200;
  private static final int O_CLOEXEC = 02000000;

  /** errno(3). */
  private static final int EBUSY = 16;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** The two calls of libc that are needed. */
  interface C extends Library {
    C LIBRARY = Native.load("c", C.class);

    int open(String path, int flags) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
  }

  private final int descriptor;

  private ExclusiveOpen(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens a device to read.
   *
   * @return empty when somebody holds it
   * @throws IOException when it cannot be opened otherwise, or does not answer
   */
  static Optional<ExclusiveOpen> tryOpen(Path node) throws IOException, InterruptedException {
    AtomicBoolean givenUp = new AtomicBoolean();
    try {
      return BoundedCall.within(
          LIMIT,
          "opening " + node,
          () -> {
            Optional<ExclusiveOpen> opened = open(node);
            if (givenUp.get()) {
              // nobody waits any more for what took too long, and it must not stay held
              opened.ifPresent(ExclusiveOpen::close);
            }
            return opened;
          });
    } finally {
      givenUp.set(true);
    }
  }

  private static Optional<ExclusiveOpen> open(Path node) throws IOException {
    try {
      int descriptor = C.LIBRARY.open(node.toString(), O_RDONLY | O_EXCL | O_CLOEXEC);
      return Optional.of(new ExclusiveOpen(descriptor));
    } catch (LastErrorException e) {
      if (e.getErrorCode() == EBUSY) {
        return Optional.empty();
      }
      throw new IOException("opening " + node + " failed: " + e.getMessage(), e);
    }
  }

  /** The number of the device that is open, whatever its name leads to by now. */
  Optional<String> number() {
    return DeviceNumber.of(Path.of("/proc/self/fd", String.valueOf(descriptor)));
  }

  @Override
  public void close() {
    C.LIBRARY.close(descriptor);
  }
}
