package io.poolbench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of the machine, as it is at the moment, makes figures scatter or drift: work of others, a
 * processor whose speed changes. Read from /proc and /sys; what is not there is passed over.
 */
public final class Disturbances {
  /** Of the processors, how many may be busy before a run begins. */
  private static final double IDLE_ENOUGH = 0.2;

  /** Percent of the last ten seconds in which somebody waited (Documentation/accounting/psi). */
  private static final double LITTLE_PRESSURE = 5;

  /** Percent of the time since boot that a hypervisor above took. */
  private static final double LITTLE_STEAL = 1;

  private static final Pattern AVERAGE = Pattern.compile("some avg10=([0-9.]+)");

  private final Path proc;
  private final Path cpus;
  private final int processors;
  private final List<Disturbance> found = new ArrayList<>();

  /**
   * @param advice what to do, or what to think of it
   */
  public record Disturbance(String what, String advice) {}

  private Disturbances(Path proc, Path sys, int processors) {
    this.proc = proc;
    this.cpus = sys.resolve("devices/system/cpu");
    this.processors = processors;
  }

  public static List<Disturbance> now() {
    return read(Path.of("/proc"), Path.of("/sys"), Runtime.getRuntime().availableProcessors());
  }

  /** As one fact; {@code none seen} when there are none. */
  static String inWords(List<Disturbance> disturbances) {
    return disturbances.isEmpty()
        ? "none seen"
        : disturbances.stream().map(Disturbance::what).collect(Collectors.joining("; "));
  }

  static List<Disturbance> read(Path proc, Path sys, int processors) {
    Disturbances disturbances = new Disturbances(proc, sys, processors);
    disturbances.load();
    List.of("cpu", "io", "memory").forEach(disturbances::pressure);
    disturbances.steal();
    disturbances.swap();
    disturbances.governor();
    disturbances.turbo();
    disturbances.heat();
    return List.copyOf(disturbances.found);
  }

  private void add(String advice, String what, Object... words) {
    found.add(new Disturbance(String.format(Locale.ROOT, what, words), advice));
  }

  private void load() {
    number(proc.resolve("loadavg"), Pattern.compile("^([0-9.]+)"))
        .filter(load -> load > IDLE_ENOUGH * processors)
        .ifPresent(
            load ->
                add(
                    "wait until the others are done; figures of a busy machine scatter",
                    "load %.2f on %d processors",
                    load,
                    processors));
  }

  private void pressure(String resource) {
    number(proc.resolve("pressure").resolve(resource), AVERAGE)
        .filter(percent -> percent > LITTLE_PRESSURE)
        .ifPresent(
            percent ->
                add(
                    "others want the same: stop them, or wait",
                    "%s pressure: somebody waited in %.0f %% of the last 10 s",
                    resource,
                    percent));
  }

  private void steal() {
    Pattern line = Pattern.compile("^cpu +((?:\\d+ ?)+)");
    Matcher matcher = line.matcher(text(proc.resolve("stat")).orElse(""));
    if (!matcher.find()) {
      return;
    }
    List<Long> ticks = Stream.of(matcher.group(1).strip().split(" +")).map(Long::valueOf).toList();
    // user nice system idle iowait irq softirq steal; guest time is in user's already (proc(5))
    if (ticks.size() < 8) {
      return;
    }
    long all = ticks.subList(0, 8).stream().mapToLong(Long::longValue).sum();
    double percent = all == 0 ? 0 : 100.0 * ticks.get(7) / all;
    if (percent > LITTLE_STEAL) {
      add(
          "this machine is a guest whose host is busy: its figures are the host's mood",
          "a hypervisor took %.1f %% of the processors' time since boot",
          percent);
    }
  }

  private void swap() {
    Path memory = proc.resolve("meminfo");
    Optional<Double> total = number(memory, Pattern.compile("SwapTotal: +(\\d+) kB"));
    Optional<Double> free = number(memory, Pattern.compile("SwapFree: +(\\d+) kB"));
    double used = total.orElse(0.0) - free.orElse(0.0);
    if (used > 0 && free.isPresent()) {
      add(
          "a guest's memory may be fetched from disk: free memory, then swapoff",
          "%.0f MiB are swapped out",
          Math.ceil(used / 1024));
    }
  }

  private void governor() {
    List<String> others =
        folders(cpus, "cpu\\d+").stream()
            .flatMap(cpu -> text(cpu.resolve("cpufreq/scaling_governor")).stream())
            .map(String::strip)
            .filter(governor -> !governor.equals("performance"))
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      add(
          "the processor slows down between I/Os: cpupower frequency-set -g performance",
          "frequency governor %s",
          String.join(", ", others));
    }
  }

  private void turbo() {
    boolean on =
        is(cpus.resolve("intel_pstate/no_turbo"), "0") || is(cpus.resolve("cpufreq/boost"), "1");
    if (on) {
      add("the processor is as fast as its heat allows; blocks cancel slow drifts", "turbo is on");
    }
  }

  private void heat() {
    double throttled =
        folders(cpus, "cpu\\d+").stream()
            .flatMap(
                cpu ->
                    number(
                        cpu.resolve("thermal_throttle/core_throttle_count"),
                        Pattern.compile("(\\d+)"))
                        .stream())
            .mapToDouble(Double::doubleValue)
            .sum();
    if (throttled > 0) {
      add(
          "see to its cooling",
          "the processor was slowed by heat %.0f times since boot",
          throttled);
    }
  }

  private static boolean is(Path file, String wanted) {
    return text(file).map(String::strip).filter(wanted::equals).isPresent();
  }

  private static Optional<Double> number(Path file, Pattern pattern) {
    return text(file)
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(matcher -> Double.valueOf(matcher.group(1)));
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Path> folders(Path in, String name) {
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(f -> String.valueOf(f.getFileName()).matches(name)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
