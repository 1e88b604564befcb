package io.poolbench.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.backend.StorageBackend;
import io.poolbench.guest.GuestChannel.Exit;
import io.poolbench.measure.Filler;
import io.poolbench.measure.FioRunner;
import io.poolbench.measure.GuestDisk;
import io.poolbench.stats.Interval;
import io.poolbench.stats.PairedLogRatio;
import io.poolbench.substrate.Luns;
import io.poolbench.workload.FioWorkload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether keeping a series bends what is measured: each job is run with fio's logs of its rates and
 * without them, in turn, in the same guest on the same volume. Run by name:
 *
 * <pre>
 * ./poolbench test -Dit.test=SeriesExperiment -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class SeriesExperiment {
  private static final int PAIRS = Integer.getInteger("poolbench.pairs", 20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final GuestDisk DISK = new GuestDisk("vda");
  private static final String SCRIPT =
      "fio --output-format=json --output=/run/series.json - && cat /run/series.json";

  @TempDir Path temporary;

  @Test
  void figuresWithASeriesAreThoseWithoutOne() throws Exception {
    try (ExperimentRig rig = new ExperimentRig(temporary);
        BootedGuest guest = rig.boot()) {
      StorageBackend backend = rig.scenario.backend("block");
      try (Provisioned provisioned =
          Provisioned.of(
              rig.journal, rig.hypervisor, rig.substrate, Luns.none(), backend, rig.site(), 1)) {
        guest.domain().attach(rig.scenario.guest(), backend.disk(), provisioned.source());
        DISK.awaitAttached(guest.channel());
        Filler.fill(guest.channel(), DISK, backend.disk().sizeBytes());
        SoftAssertions intervals = new SoftAssertions();
        for (FioWorkload workload : rig.scenario.workloads()) {
          Interval interval = compare(rig, guest, workload);
          intervals
              .assertThat(interval.low() <= 1 && interval.high() >= 0.95)
              .as(workload.name() + ": a cost above 5 % is shown, " + interval)
              .isTrue();
        }
        guest.domain().detach();
        intervals.assertAll();
      }
    }
  }

  private static Interval compare(ExperimentRig rig, BootedGuest guest, FioWorkload workload)
      throws Exception {
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      String job = FioRunner.jobFile(workload, DISK, rig.scenario.disk().sizeBytes(), pair + 1L);
      String unlogged = job.replaceAll("(?m)^(write_\\w+_log|log_avg_msec)=.*\\R", "");
      if (unlogged.equals(job)) {
        throw new AssertionError("the job keeps no series:\n" + job);
      }
      for (int turn = 0; turn < 2; turn++) {
        boolean logs = (pair + turn) % 2 == 0;
        (logs ? with : without).add(iops(guest, workload, logs ? job : unlogged));
      }
    }
    PairedLogRatio paired = PairedLogRatio.of(with, without);
    Interval interval = paired.interval(0.95).orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%-20s IOPS with a series ÷ without, %d pairs: %.3f (95 %% interval %.3f to %.3f)%n",
        workload.name(),
        PAIRS,
        paired.ratio(),
        interval.low(),
        interval.high());
    return interval;
  }

  private static double iops(BootedGuest guest, FioWorkload workload, String job) throws Exception {
    Duration expected = workload.rampTime().plus(workload.measuringTime());
    long pid =
        guest
            .channel()
            .start("/bin/sh", List.of("-c", SCRIPT), job.getBytes(StandardCharsets.UTF_8));
    Thread.sleep(expected.toMillis());
    Exit exit = guest.channel().await(pid, Duration.ofMinutes(1), 50);
    return JSON.readTree(exit.output())
        .at("/jobs/0/" + workload.primaryKind().key() + "/iops")
        .asDouble();
  }
}
