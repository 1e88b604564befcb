package io.poolbench.host;

import io.poolbench.result.HostFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the facts of the machine that bear on its figures, from /proc and /sys. */
public final class Fingerprint {
  /** Name of the fact that is another one each time it is read. */
  private static final String UNKNOWN = "unknown";

  private Fingerprint() {}

  /**
   * The machine's facts now.
   *
   * @param versions versions of what runs the guests, by name, shown after the machine's own
   */
  public static HostFingerprint read(Map<String, String> versions) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", field("/proc/cpuinfo", "model name"));
    facts.put("processors online", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", field("/proc/meminfo", "MemTotal"));
    facts.put("NUMA nodes", numaNodes());
    facts.put("kernel", line("/proc/sys/kernel/osrelease"));
    facts.put("distribution", distribution());
    facts.put("virtualised itself", hypervisorFlag());
    facts.put("frequency governor", line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
    facts.put("turbo", turbo());
    facts.put("SMT", line("/sys/devices/system/cpu/smt/control"));
    facts.put("mitigations", mitigations());
    facts.put("transparent huge pages", line("/sys/kernel/mm/transparent_hugepage/enabled"));
    facts.put(
        "clock source", line("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
    facts.put(HostFingerprint.LOAD, line("/proc/loadavg"));
    facts.put("JDK", System.getProperty("java.vm.version", UNKNOWN));
    facts.putAll(versions);
    return new HostFingerprint(facts);
  }

  private static String line(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String field(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(l -> l.startsWith(name))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String distribution() {
    try (Stream<String> lines = Files.lines(Path.of("/etc/os-release"))) {
      return lines
          .filter(l -> l.startsWith("PRETTY_NAME="))
          .map(l -> l.substring("PRETTY_NAME=".length()).replace("\"", ""))
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String hypervisorFlag() {
    String flags = " " + field("/proc/cpuinfo", "flags") + " ";
    return flags.contains(" hypervisor ") ? "yes" : "no";
  }

  private static String numaNodes() {
    try (Stream<Path> nodes = Files.list(Path.of("/sys/devices/system/node"))) {
      return String.valueOf(
          nodes.filter(n -> String.valueOf(n.getFileName()).matches("node\\d+")).count());
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String turbo() {
    String noTurbo = line("/sys/devices/system/cpu/intel_pstate/no_turbo");
    if (!noTurbo.equals(UNKNOWN)) {
      return noTurbo.equals("0") ? "on" : "off";
    }
    String boost = line("/sys/devices/system/cpu/cpufreq/boost");
    return boost.equals(UNKNOWN) ? UNKNOWN : boost.equals("1") ? "on" : "off";
  }

  /** How many of the known processor flaws are mitigated, and which are left vulnerable. */
  private static String mitigations() {
    try (Stream<Path> files = Files.list(Path.of("/sys/devices/system/cpu/vulnerabilities"))) {
      StringBuilder vulnerable = new StringBuilder();
      int mitigated = 0;
      for (Path file : files.sorted().toList()) {
        String state = Files.readString(file).strip();
        if (state.startsWith("Mitigation")) {
          mitigated++;
        } else if (state.startsWith("Vulnerable")) {
          vulnerable.append(vulnerable.isEmpty() ? "" : ", ").append(file.getFileName());
        }
      }
      return String.format(
          Locale.ROOT,
          "%d active; vulnerable: %s",
          mitigated,
          vulnerable.isEmpty() ? "none" : vulnerable);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
