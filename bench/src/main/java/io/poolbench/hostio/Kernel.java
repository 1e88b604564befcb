package io.poolbench.hostio;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The few calls of the kernel that Java has not: syscall(2), mmap(2), O_DIRECT in blocks of any
 * size.
 */
final class Kernel {
  /** errno(3). */
  static final int EINTR = 4;

  static final int EAGAIN = 11;
  static final int EBUSY = 16;
  static final int EINVAL = 22;

  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_POPULATE = 0x8001;
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 02000000;
  private static final int O_DSYNC = 010000;

  private Kernel() {}

  /** libc, called directly: no reflection in the measured path. */
  private static final class Libc {
    static {
      Native.register(Libc.class, "c");
    }

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native long mmap(long address, long length, int protection, int flags, int fd, long at);

    static native int munmap(long address, long length);

    static native int open(String path, int flags, int mode);

    static native long pread(int fd, long address, long length, long at);

    static native long pwrite(int fd, long address, long length, long at);

    static native int fdatasync(int fd);

    static native int close(int fd);

    static native String strerror(int errno);
  }

  /** A mapping; give it back with {@link #unmap}. */
  record Mapping(long address, long length, ByteBuffer bytes) {}

  /**
   * @return what the kernel returns; an error as its negated errno
   */
  static long syscall(long number, long a, long b, long c, long d) {
    long result = Libc.syscall(number, a, b, c, d, 0, 0);
    return result == -1 ? -Native.getLastError() : result;
  }

  static Mapping map(int fd, long length, long at) throws IOException {
    long address = Libc.mmap(0, length, PROT_READ_WRITE, MAP_SHARED_POPULATE, fd, at);
    if (address == -1) {
      throw new IOException("mmap of " + length + " bytes: " + words(Native.getLastError()));
    }
    ByteBuffer bytes = new Pointer(address).getByteBuffer(0, length);
    return new Mapping(address, length, bytes.order(ByteOrder.nativeOrder()));
  }

  static void unmap(Mapping mapping) throws IOException {
    if (Libc.munmap(mapping.address(), mapping.length()) != 0) {
      throw new IOException("munmap: " + words(Native.getLastError()));
    }
  }

  static int open(Request request) throws IOException {
    int flags = O_CLOEXEC | access(request);
    if (request.job().direct()) {
      flags |= direct();
    }
    if (request.job().sync() == io.poolbench.workload.PlainJob.Sync.DSYNC) {
      flags |= O_DSYNC;
    }
    int fd = Libc.open(request.target().toString(), flags, 0);
    if (fd < 0) {
      throw new IOException("open " + request.target() + ": " + words(Native.getLastError()));
    }
    return fd;
  }

  /** What pread(2) brought into memory, in bytes. */
  static int read(int fd, long address, int bytes, long at) throws IOException {
    long done = Libc.pread(fd, address, bytes, at);
    while (done < 0 && Native.getLastError() == EINTR) {
      done = Libc.pread(fd, address, bytes, at);
    }
    return transferred(done);
  }

  /** What pwrite(2) took from memory, in bytes. */
  static int write(int fd, long address, int bytes, long at) throws IOException {
    long done = Libc.pwrite(fd, address, bytes, at);
    while (done < 0 && Native.getLastError() == EINTR) {
      done = Libc.pwrite(fd, address, bytes, at);
    }
    return transferred(done);
  }

  private static int transferred(long done) throws IOException {
    if (done < 0) {
      throw new IOException(words(Native.getLastError()));
    }
    return Math.toIntExact(done);
  }

  static void sync(int fd) throws IOException {
    if (Libc.fdatasync(fd) != 0) {
      throw new IOException(words(Native.getLastError()));
    }
  }

  private static int access(Request request) {
    if (!request.job().writes()) {
      return O_RDONLY;
    }
    return request.job().reads() ? O_RDWR : O_WRONLY;
  }

  /** The flag differs (asm-generic/fcntl.h, arch/arm64/include/uapi/asm/fcntl.h). */
  private static int direct() throws IOException {
    String architecture = System.getProperty("os.arch", "");
    return switch (architecture) {
      case "amd64" -> 040000;
      case "aarch64" -> 0200000;
      default ->
          throw new IOException(
              "io_uring, and direct I/O smaller than a filesystem's blocks, are known here on amd64"
                  + " and aarch64 only, and this is "
                  + architecture);
    };
  }

  static void close(int fd) throws IOException {
    if (Libc.close(fd) != 0) {
      throw new IOException("close: " + words(Native.getLastError()));
    }
  }

  static long address(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  static String words(int errno) {
    return Libc.strerror(errno) + " (errno " + errno + ")";
  }
}
