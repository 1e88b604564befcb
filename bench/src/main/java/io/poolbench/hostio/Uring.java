package io.poolbench.hostio;

import io.poolbench.hostio.Kernel.Mapping;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A queue of the kernel's io_uring (io_uring_setup(2), io_uring_enter(2)), for one thread. The
 * rings are read and written where the kernel mapped them; nothing but the JDK and system calls is
 * used.
 */
final class Uring implements AutoCloseable {
  private static final long SETUP = 425;
  private static final long ENTER = 426;
  private static final int GETEVENTS = 1;
  private static final int READ = 22;
  private static final int WRITE = 23;

  private static final int COOP_TASKRUN = 1 << 8;
  private static final int SINGLE_ISSUER = 1 << 12;
  private static final int DEFER_TASKRUN = 1 << 13;
  private static final int FEAT_SINGLE_MMAP = 1;

  private static final long OFFSET_SQ = 0;
  private static final long OFFSET_CQ = 0x8000000L;
  private static final long OFFSET_SQES = 0x10000000L;
  private static final int PARAMS_BYTES = 120;
  private static final int SQE_BYTES = 64;
  private static final int CQE_BYTES = 16;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final List<Mapping> mappings = new ArrayList<>();
  private final int fd;
  private final ByteBuffer sq;
  private final ByteBuffer cq;
  private final ByteBuffer sqes;
  private final int sqTail;
  private final int sqMask;
  private final int sqArray;
  private final int cqHead;
  private final int cqTail;
  private final int cqMask;
  private final int cqes;
  private int pending;
  private int result;

  /**
   * @param polled completions are looked for without asking the kernel; else it may leave them
   *     until it is asked, which costs less
   */
  Uring(int entries, boolean polled) throws IOException {
    ByteBuffer params = ByteBuffer.allocateDirect(PARAMS_BYTES).order(ByteOrder.nativeOrder());
    this.fd = setUp(entries, polled, params);
    boolean made = false;
    try {
      int sqEntries = params.getInt(0);
      int cqEntries = params.getInt(4);
      int features = params.getInt(20);
      // struct io_sqring_offsets begins at 40, io_cqring_offsets at 80
      long sqBytes = params.getInt(64) + sqEntries * 4L;
      long cqBytes = params.getInt(100) + (long) cqEntries * CQE_BYTES;
      if ((features & FEAT_SINGLE_MMAP) != 0) {
        sq = map(Math.max(sqBytes, cqBytes), OFFSET_SQ);
        cq = sq;
      } else {
        sq = map(sqBytes, OFFSET_SQ);
        cq = map(cqBytes, OFFSET_CQ);
      }
      sqes = map((long) sqEntries * SQE_BYTES, OFFSET_SQES);
      sqTail = params.getInt(44);
      sqMask = sq.getInt(params.getInt(48));
      sqArray = params.getInt(64);
      cqHead = params.getInt(80);
      cqTail = params.getInt(84);
      cqMask = cq.getInt(params.getInt(88));
      cqes = params.getInt(100);
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  /** Kernels before 6.1 know fewer flags and refuse the others. */
  private static int setUp(int entries, boolean polled, ByteBuffer params) throws IOException {
    int[] choices =
        polled
            ? new int[] {0}
            : new int[] {SINGLE_ISSUER | DEFER_TASKRUN | COOP_TASKRUN, COOP_TASKRUN, 0};
    long answer = -Kernel.EINVAL;
    for (int i = 0; i < choices.length && answer == -Kernel.EINVAL; i++) {
      for (int at = 0; at < PARAMS_BYTES; at += Integer.BYTES) {
        params.putInt(at, 0);
      }
      params.putInt(8, choices[i]);
      answer = Kernel.syscall(SETUP, entries, Kernel.address(params), 0, 0);
    }
    if (answer < 0) {
      throw new IOException(
          "io_uring cannot be used: "
              + Kernel.words((int) -answer)
              + "; see the sysctl kernel.io_uring_disabled, or measure with depth 1");
    }
    return (int) answer;
  }

  private ByteBuffer map(long length, long at) throws IOException {
    Mapping mapping = Kernel.map(fd, length, at);
    mappings.add(mapping);
    return mapping.bytes();
  }

  /** Queues a transfer and hands it to the kernel. The buffer must stay until it is reaped. */
  void submit(int slot, boolean read, int file, long offset, long address, int bytes)
      throws IOException {
    int tail = sq.getInt(sqTail);
    int index = tail & sqMask;
    int at = index * SQE_BYTES;
    for (int i = 0; i < SQE_BYTES; i += Long.BYTES) {
      sqes.putLong(at + i, 0);
    }
    sqes.put(at, (byte) (read ? READ : WRITE));
    sqes.putInt(at + 4, file);
    sqes.putLong(at + 8, offset);
    sqes.putLong(at + 16, address);
    sqes.putInt(at + 24, bytes);
    sqes.putLong(at + 32, slot);
    sq.putInt(sqArray + Integer.BYTES * index, index);
    INT.setRelease(sq, sqTail, tail + 1);
    pending++;
    enter(0);
  }

  private void enter(int least) throws IOException {
    while (true) {
      long answer = Kernel.syscall(ENTER, fd, pending, least, least > 0 ? GETEVENTS : 0);
      if (answer >= 0) {
        pending -= (int) answer;
        return;
      }
      int errno = (int) -answer;
      if (errno == Kernel.EAGAIN || errno == Kernel.EBUSY) {
        // no memory or no room just now: what is pending goes along with the next call
        if (least == 0 || ready()) {
          return;
        }
      } else if (errno != Kernel.EINTR) {
        throw new IOException("io_uring_enter: " + Kernel.words(errno));
      }
    }
  }

  /** Whether one has ended, without asking the kernel. */
  boolean ready() {
    return cq.getInt(cqHead) != (int) INT.getAcquire(cq, cqTail);
  }

  /** Waits for one that has ended and returns its slot; see {@link #result}. */
  int reap() throws IOException {
    while (!ready()) {
      enter(1);
    }
    int head = cq.getInt(cqHead);
    int at = cqes + (head & cqMask) * CQE_BYTES;
    int slot = (int) cq.getLong(at);
    result = cq.getInt(at + 8);
    INT.setRelease(cq, cqHead, head + 1);
    return slot;
  }

  /** Of the one reaped last: bytes, or a negated errno. */
  int result() {
    return result;
  }

  @Override
  public void close() throws IOException {
    for (Mapping mapping : mappings) {
      Kernel.unmap(mapping);
    }
    mappings.clear();
    Kernel.close(fd);
  }
}
