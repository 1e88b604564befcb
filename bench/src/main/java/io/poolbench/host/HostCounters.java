package io.poolbench.host;

import io.poolbench.result.DiskCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counters of the machine at one moment; the difference of two describes the window between.
 *
 * @param busyTicks CPU time not idle, all CPUs, in clock ticks (proc(5), /proc/stat)
 * @param stealTicks CPU time taken by a hypervisor above
 * @param totalTicks all CPU time
 * @param cpuPressureMicros total time in which some task waited for a CPU (PSI), or null
 * @param ioPressureMicros total time in which some task waited for I/O (PSI), or null
 * @param device the substrate's, of several the sum, or null when the bytes end elsewhere
 */
public record HostCounters(
    long nanos,
    long busyTicks,
    long stealTicks,
    long totalTicks,
    @Nullable Long cpuPressureMicros,
    @Nullable Long ioPressureMicros,
    @Nullable DiskCounters device) {

  /**
   * Reads the counters now.
   *
   * @param devices the block devices to watch, such as {@code /dev/loop0}, added up; none to watch
   *     none
   */
  public static HostCounters read(List<Path> devices) throws IOException {
    String[] cpu = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
    long total = 0;
    // user nice system idle iowait irq softirq steal; guest time is inside user already
    for (int i = 1; i <= 8 && i < cpu.length; i++) {
      total += Long.parseLong(cpu[i]);
    }
    long idle = Long.parseLong(cpu[4]) + Long.parseLong(cpu[5]);
    long steal = cpu.length > 8 ? Long.parseLong(cpu[8]) : 0;
    return new HostCounters(
        System.nanoTime(),
        total - idle - steal,
        steal,
        total,
        pressure("cpu"),
        pressure("io"),
        ofAll(devices));
  }

  private static @Nullable DiskCounters ofAll(List<Path> devices) throws IOException {
    DiskCounters all = null;
    for (Path device : devices) {
      Path stat = Path.of("/sys/class/block", String.valueOf(device.getFileName()), "stat");
      DiskCounters one = DiskCounters.parse(Files.readString(stat));
      all = all == null ? one : all.and(one);
    }
    return all;
  }

  /** Share of all CPU time since {@code before} that was busy, in percent. */
  public double busyPercentSince(HostCounters before) {
    return percent(busyTicks - before.busyTicks, totalTicks - before.totalTicks);
  }

  /** Share of all CPU time since {@code before} that was stolen, in percent. */
  public double stealPercentSince(HostCounters before) {
    return percent(stealTicks - before.stealTicks, totalTicks - before.totalTicks);
  }

  /** Share of the window since {@code before} in which some task waited for a CPU, in percent. */
  public @Nullable Double cpuPressurePercentSince(HostCounters before) {
    return pressurePercent(cpuPressureMicros, before.cpuPressureMicros, before);
  }

  /** Share of the window since {@code before} in which some task waited for I/O, in percent. */
  public @Nullable Double ioPressurePercentSince(HostCounters before) {
    return pressurePercent(ioPressureMicros, before.ioPressureMicros, before);
  }

  private @Nullable Double pressurePercent(
      @Nullable Long now, @Nullable Long then, HostCounters before) {
    return now == null || then == null ? null : percent((now - then) * 1000, nanos - before.nanos);
  }

  private static double percent(long part, long whole) {
    return whole <= 0 ? 0 : 100.0 * part / whole;
  }

  private static @Nullable Long pressure(String resource) {
    try {
      String some = Files.readAllLines(Path.of("/proc/pressure", resource)).get(0);
      return Long.parseLong(some.substring(some.lastIndexOf('=') + 1).trim());
    } catch (IOException | RuntimeException e) {
      // kernels without PSI, or with it switched off, have no such file
      return null;
    }
  }
}
