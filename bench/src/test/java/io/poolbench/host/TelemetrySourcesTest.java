package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.HostCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetrySourcesTest {
  @TempDir Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void process(int pid, String name, int parent, long nanos) throws IOException {
    write("proc/" + pid + "/stat", pid + " (" + name + ") S " + parent + " 0 0");
    write("proc/" + pid + "/schedstat", nanos + " 5 6\n");
  }

  @Test
  void onlyTheKernelsOwnThreadsAreCounted() throws IOException {
    process(1, "init", 0, 1_000_000);
    process(2, "kthreadd", 0, 10);
    process(30, "kworker/0:1 (x) S 9", 2, 200);
    process(31, "java", 1, 5_000_000);

    assertThat(new KernelThreads(root.resolve("proc")).cpuNanos()).hasValue(210);
  }

  @Test
  void oneThatEndsKeepsWhatItHad() throws IOException {
    process(2, "kthreadd", 0, 10);
    process(30, "kworker/0:1", 2, 200);
    KernelThreads threads = new KernelThreads(root.resolve("proc"));
    assertThat(threads.cpuNanos()).hasValue(210);

    Files.delete(root.resolve("proc/30/stat"));
    Files.delete(root.resolve("proc/30/schedstat"));
    Files.delete(root.resolve("proc/30"));
    process(40, "kworker/1:0", 2, 7);

    assertThat(threads.cpuNanos()).hasValue(217);
  }

  @Test
  void thisMachinesKernelDoesSomething() {
    assertThat(new KernelThreads().cpuNanos()).isPresent();
    assertThat(SystemCounters.read())
        .containsKeys(HostCounter.INTERRUPTS, HostCounter.CONTEXT_SWITCHES);
  }

  @Test
  void noneThatCanBeSeenIsNoZero() {
    assertThat(new KernelThreads(root).cpuNanos()).isEmpty();
    assertThat(new KernelThreads(root.resolve("none")).cpuNanos()).isEmpty();
  }

  @Test
  void countersOfTheMachineAreReadWhereTheyAre() throws IOException {
    write("proc/stat", "cpu  1 2 3\nintr 1234 0 5 6\nctxt 987\nbtime 1\n");
    write("sys/kernel/debug/kvm/exits", "55\n");
    write("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "3\n");
    write("sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count", "4\n");

    assertThat(SystemCounters.read(root.resolve("proc"), root.resolve("sys")))
        .containsEntry(HostCounter.INTERRUPTS, 1234L)
        .containsEntry(HostCounter.CONTEXT_SWITCHES, 987L)
        .containsEntry(HostCounter.KVM_EXITS, 55L)
        .containsEntry(HostCounter.THROTTLINGS, 7L);
    assertThat(SystemCounters.read(root.resolve("no"), root.resolve("no"))).isEmpty();
  }
}
