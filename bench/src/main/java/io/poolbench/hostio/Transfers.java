package io.poolbench.hostio;

import com.sun.nio.file.ExtendedOpenOption;
import io.poolbench.workload.PlainJob;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** One block to or from a target, and back when that is done. */
sealed interface Transfers extends Closeable {
  /** What came over, in bytes; at most the block. */
  int read(long offset) throws IOException;

  int write(long offset) throws IOException;

  /** fdatasync(2). */
  void sync() throws IOException;

  /** Opens the target as the job asks for. */
  static Transfers open(Request request, Payload payload) throws IOException {
    return isRefusedByJava(request)
        ? new SystemCalls(Kernel.open(request), payload.block(), request.job().blockBytes())
        : new Channel(FileChannel.open(request.target(), options(request.job())), payload);
  }

  /**
   * Whether Java would not do it: with O_DIRECT it takes the filesystem's block, on NFS half a MiB,
   * for the least, and refuses smaller ones that the kernel takes.
   */
  static boolean isRefusedByJava(Request request) throws IOException {
    return request.job().direct()
        && request.job().blockBytes() % Files.getFileStore(request.target()).getBlockSize() != 0;
  }

  private static Set<OpenOption> options(PlainJob job) {
    Set<OpenOption> options = new HashSet<>();
    if (job.reads()) {
      options.add(StandardOpenOption.READ);
    }
    if (job.writes()) {
      options.add(StandardOpenOption.WRITE);
    }
    if (job.direct()) {
      options.add(ExtendedOpenOption.DIRECT);
    }
    if (job.sync() == PlainJob.Sync.DSYNC) {
      options.add(StandardOpenOption.DSYNC);
    }
    return options;
  }

  /** By the JDK. */
  record Channel(FileChannel channel, Payload payload) implements Transfers {
    @Override
    public int read(long offset) throws IOException {
      return channel.read(payload.block(), offset);
    }

    @Override
    public int write(long offset) throws IOException {
      return channel.write(payload.block(), offset);
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * By libc, called directly.
   *
   * @param block kept, so that its memory stays
   */
  record SystemCalls(int file, ByteBuffer block, long address, int bytes) implements Transfers {
    SystemCalls(int file, ByteBuffer block, int bytes) {
      this(file, block, Kernel.address(block), bytes);
    }

    @Override
    public int read(long offset) throws IOException {
      return Kernel.read(file, address, bytes, offset);
    }

    @Override
    public int write(long offset) throws IOException {
      return Kernel.write(file, address, bytes, offset);
    }

    @Override
    public void sync() throws IOException {
      Kernel.sync(file);
    }

    @Override
    public void close() throws IOException {
      Kernel.close(file);
    }
  }
}
