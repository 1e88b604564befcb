package io.poolbench.compare;

import static io.poolbench.result.Fixture.io;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.DiskCounters;
import io.poolbench.result.Fixture;
import io.poolbench.result.RunResult;
import io.poolbench.result.Sample;
import io.poolbench.result.TelemetryRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadEvidence;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judge;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostTest {
  private static final WorkloadRecord WRITES = workload("writes", 1, WRITE);
  private static final long MIB = 1 << 20;

  /** 1,000 writes of 4 MiB altogether in the guest; three times as many bytes at the device. */
  private static final DiskCounters GUEST = new DiskCounters(0, 0, 1_000, 4 * MIB, 500, 0);

  private static final DiskCounters DEVICE =
      new DiskCounters(10, 40_960, 1_500, 12 * MIB, 1_000, 0);

  @TempDir Path folder;

  private RunResult run(
      @Nullable DiskCounters guest, @Nullable DiskCounters device, Map<String, Long> totals) {
    WorkloadResult w =
        measured(
            "writes",
            Map.of(WRITE, io(1_000, 1e6)),
            new WorkloadEvidence(0, "", guest, device, 1, 50, 2.5, null, 1, null, null));
    WorkloadResult counted =
        new WorkloadResult(
            w.workload(),
            w.rawFile(),
            w.histogramFile(),
            w.started(),
            w.ended(),
            w.io(),
            w.evidence(),
            null,
            null,
            new TelemetryRecord("writes.telemetry.csv", 10, totals));
    return Fixture.run(
        folder, "a", List.of("a"), List.of(WRITES), List.of(trial(1, 1, "a", counted)));
  }

  private static TrialResult trialOf(RunResult run) {
    return run.trials().get(0);
  }

  @Test
  void processorsArePerIoOfTheGuestsDisk() {
    TrialResult t =
        trialOf(
            run(GUEST, DEVICE, Map.of("qemu_vcpu_ns", 5_000_000L, "kernel_threads_ns", 20_000L)));

    assertThat(Cost.CPU_VCPU.of(t, "writes")).hasValue(5_000);
    assertThat(Cost.CPU_KERNEL_THREADS.of(t, "writes")).hasValue(20);
    assertThat(Cost.CPU_IOTHREAD.of(t, "writes")).isEmpty();
    assertThat(Cost.KVM_EXITS.of(t, "writes")).isEmpty();
    assertThat(Cost.CPU_VCPU.of(t, "none")).isEmpty();
  }

  @Test
  void trafficIsTheDevicesOverTheGuests() {
    TrialResult t = trialOf(run(GUEST, DEVICE, Map.of()));

    assertThat(Cost.WRITE_BYTES.of(t, "writes")).hasValue(3);
    assertThat(Cost.WRITE_IOS.of(t, "writes")).hasValue(1.5);
    assertThat(Cost.FLUSHES.of(t, "writes")).hasValue(2);
    assertThat(Cost.SPACE.of(t, "writes")).hasValue(1);
    assertThat(Cost.CPU_PRESSURE.of(t, "writes")).hasValue(2.5);
    assertThat(Cost.IO_PRESSURE.of(t, "writes")).isEmpty();
    assertThat(Cost.STEAL.of(t, "writes")).hasValue(1);
    assertThat(Cost.READ_BYTES.of(t, "writes")).as("the guest read nothing").isEmpty();
  }

  @Test
  void whereTheBytesEndElsewhereThereIsNoTraffic() {
    assertThat(Cost.WRITE_BYTES.of(trialOf(run(GUEST, null, Map.of())), "writes")).isEmpty();
    assertThat(Cost.CPU_VCPU.of(trialOf(run(null, null, Map.of("qemu_vcpu_ns", 5L))), "writes"))
        .isEmpty();
  }

  @Test
  void costsAreSamplesBesideTheFigures() {
    RunResult run = run(GUEST, DEVICE, Map.of("qemu_vcpu_ns", 5_000_000L));

    List<Sample> samples = Samples.of(run, Judge.judge(run));

    assertThat(samples)
        .filteredOn(s -> s.metric().startsWith("cost."))
        .extracting(s -> s.metric() + " " + s.unit() + " " + s.value())
        .contains("cost.cpu_vcpu ns/io 5000.0", "cost.write_bytes 1 3.0", "cost.steal % 1.0");
  }

  @Test
  void heatWhileItRanMakesAWorkloadSuspect() {
    assertThat(Judge.judge(run(GUEST, GUEST, Map.of("thermal_throttlings", 2L))).findings())
        .extracting(Finding::check, Finding::workload)
        .containsExactly(org.assertj.core.api.Assertions.tuple("throttled", "writes"));
    assertThat(Judge.judge(run(GUEST, GUEST, Map.of("thermal_throttlings", 0L))).findings())
        .isEmpty();
  }
}
