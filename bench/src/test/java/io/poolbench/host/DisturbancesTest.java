package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisturbancesTest {
  private static final String PRESSURE =
      "some avg10=%s avg60=0.00 avg300=0.00 total=1\nfull avg10=99.00 avg60=0.00 total=1\n";

  @TempDir Path root;

  /** A machine that was made ready. */
  @BeforeEach
  void quiet() throws IOException {
    write("proc/loadavg", "0.30 1.20 3.40 1/200 4242\n");
    for (String resource : List.of("cpu", "io", "memory")) {
      write("proc/pressure/" + resource, PRESSURE.formatted("4.99"));
    }
    write("proc/stat", "cpu  1000 0 1000 97900 0 0 0 100 0 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
    write("proc/meminfo", "MemTotal: 1000 kB\nSwapTotal:  2048 kB\nSwapFree:   2048 kB\n");
    write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
    write("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n");
    write("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "0\n");
    write("sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
    write("sys/devices/system/cpu/cpufreq/boost", "0\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<String> found() {
    return Disturbances.read(root.resolve("proc"), root.resolve("sys"), 2).stream()
        .map(Disturbances.Disturbance::what)
        .toList();
  }

  @Test
  void findsNoneOnAMachineThatWasMadeReady() {
    assertThat(found()).isEmpty();
    assertThat(Disturbances.inWords(List.of())).isEqualTo("none seen");
  }

  @Test
  void passesOverWhatAMachineDoesNotTell() {
    assertThat(Disturbances.read(root.resolve("no"), root.resolve("none"), 2)).isEmpty();
  }

  @Test
  void findsEachByItself() throws IOException {
    write("proc/loadavg", "0.41 0 0 1/200 4242\n");
    assertThat(found()).containsExactly("load 0.41 on 2 processors");
    quiet();
    write("proc/pressure/io", PRESSURE.formatted("12.60"));
    assertThat(found()).containsExactly("io pressure: somebody waited in 13 % of the last 10 s");
    quiet();
    write("proc/stat", "cpu  1000 0 1000 97000 0 0 0 2000 0 0\n");
    assertThat(found())
        .containsExactly("a hypervisor took 2.0 % of the processors' time since boot");
    quiet();
    write("proc/meminfo", "SwapTotal: 2048 kB\nSwapFree: 500 kB\n");
    assertThat(found()).containsExactly("2 MiB are swapped out");
    quiet();
    write("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "schedutil\n");
    assertThat(found()).containsExactly("frequency governor schedutil");
    quiet();
    write("sys/devices/system/cpu/intel_pstate/no_turbo", "0\n");
    assertThat(found()).containsExactly("turbo is on");
    quiet();
    write("sys/devices/system/cpu/cpufreq/boost", "1\n");
    assertThat(found()).containsExactly("turbo is on");
    quiet();
    write("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "7\n");
    assertThat(found()).containsExactly("the processor was slowed by heat 7 times since boot");
  }

  @Test
  void writesNumbersAlikeEverywhere() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      write("proc/loadavg", "1.50 0 0 1/200 4242\n");
      assertThat(found()).containsExactly("load 1.50 on 2 processors");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void looksAtThisMachine() {
    assertThat(Disturbances.now())
        .allSatisfy(d -> assertThat(d.advice()).isNotBlank())
        .allSatisfy(d -> assertThat(d.what()).isNotBlank());
  }
}
