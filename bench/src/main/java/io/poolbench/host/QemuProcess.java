package io.poolbench.host;

import io.poolbench.result.QemuCpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A guest's QEMU, and which of its threads does what.
 *
 * @param pid of the process
 * @param vcpus threads that run virtual processors
 * @param ioThreads threads of the disk
 */
public record QemuProcess(long pid, List<Long> vcpus, List<Long> ioThreads) {
  private static final long NANOS_PER_TICK = 10_000_000;

  public QemuProcess {
    vcpus = List.copyOf(vcpus);
    ioThreads = List.copyOf(ioThreads);
  }

  /** CPU times at one moment, in nanoseconds. */
  public record Times(
      long nanos, long vcpu, long vcpuWait, long ioThread, long ioThreadWait, long all) {}

  /**
   * By the threads that QEMU names.
   *
   * @return empty when they are not (any more) those of a process that can be seen here
   */
  public static Optional<QemuProcess> of(List<Long> vcpus, List<Long> ioThreads) {
    if (vcpus.isEmpty()) {
      return Optional.empty();
    }
    try (var lines = Files.lines(Path.of("/proc", vcpus.get(0).toString(), "status"))) {
      return lines
          .filter(line -> line.startsWith("Tgid:"))
          .findFirst()
          .map(line -> Long.parseLong(line.substring(5).strip()))
          .map(pid -> new QemuProcess(pid, vcpus, ioThreads));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Now; empty when the process is gone, or where the kernel does not count waiting. */
  public Optional<Times> times() {
    try {
      long[] vcpu = sum(vcpus);
      long[] io = sum(ioThreads);
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // the name in parentheses may hold anything; 14th and 15th are utime and stime
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return Optional.of(
          new Times(System.nanoTime(), vcpu[0], vcpu[1], io[0], io[1], ticks * NANOS_PER_TICK));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What passed between two moments. */
  public QemuCpu between(Times before, Times after) {
    long vcpu = after.vcpu - before.vcpu;
    long io = after.ioThread - before.ioThread;
    return new QemuCpu(
        after.nanos - before.nanos,
        vcpus.size(),
        vcpu,
        after.vcpuWait - before.vcpuWait,
        io,
        after.ioThreadWait - before.ioThreadWait,
        Math.max(0, after.all - before.all - vcpu - io));
  }

  /** On a CPU, and waiting for one. */
  private long[] sum(Collection<Long> threads) throws IOException {
    long[] sum = new long[2];
    for (Long thread : threads) {
      Path file = Path.of("/proc", Long.toString(pid), "task", thread.toString(), "schedstat");
      String[] fields = Files.readString(file).strip().split(" ");
      sum[0] += Long.parseLong(fields[0]);
      sum[1] += Long.parseLong(fields[1]);
    }
    return sum;
  }
}
