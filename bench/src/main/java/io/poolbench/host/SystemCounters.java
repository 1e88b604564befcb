package io.poolbench.host;

import io.poolbench.result.HostCounter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counters of the whole machine that no {@link HostCounters} has: interrupts, context switches,
 * exits of guests, slow-downs by heat. What is not there is left out.
 */
public final class SystemCounters {
  private static final Path KVM = Path.of("kernel/debug/kvm/exits");
  private static final Path CPUS = Path.of("devices/system/cpu");
  private static final Path THROTTLED = Path.of("thermal_throttle/core_throttle_count");

  private SystemCounters() {}

  public static Map<HostCounter, Long> read() {
    return read(Path.of("/proc"), Path.of("/sys"));
  }

  static Map<HostCounter, Long> read(Path proc, Path sys) {
    Map<HostCounter, Long> counters = new EnumMap<>(HostCounter.class);
    for (String line : lines(proc.resolve("stat"))) {
      String[] words = line.split(" ", 3);
      if (words.length > 1 && words[0].equals("intr")) {
        counters.put(HostCounter.INTERRUPTS, Long.parseLong(words[1]));
      } else if (words.length > 1 && words[0].equals("ctxt")) {
        counters.put(HostCounter.CONTEXT_SWITCHES, Long.parseLong(words[1]));
      }
    }
    number(sys.resolve(KVM), counters, HostCounter.KVM_EXITS);
    try (DirectoryStream<Path> cpus = Files.newDirectoryStream(sys.resolve(CPUS), "cpu[0-9]*")) {
      for (Path cpu : cpus) {
        number(cpu.resolve(THROTTLED), counters, HostCounter.THROTTLINGS);
      }
    } catch (IOException e) {
      // a machine without them
    }
    return counters;
  }

  private static void number(Path file, Map<HostCounter, Long> counters, HostCounter counter) {
    for (String line : lines(file)) {
      counters.merge(counter, Long.parseLong(line.strip()), Long::sum);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
