package io.poolbench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.backend.StorageBackend;
import io.poolbench.host.Command;
import io.poolbench.measure.Filler;
import io.poolbench.measure.FioRunner;
import io.poolbench.measure.GuestDisk;
import io.poolbench.result.IoKind;
import io.poolbench.stats.Interval;
import io.poolbench.stats.PairedLogRatio;
import io.poolbench.substrate.Luns;
import io.poolbench.workload.FioWorkload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the harness bends what it measures: each workload is run by the harness and, in turn, by
 * hand with virsh alone, in the same guest on the same volume. Run by name:
 *
 * <pre>
 * ./poolbench test -Dit.test=ByHandExperiment -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class ByHandExperiment {
  private static final int PAIRS = Integer.getInteger("poolbench.pairs", 20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final GuestDisk DISK = new GuestDisk("vda");

  @TempDir Path temporary;

  @Test
  void figuresOfTheHarnessAreThoseOfVirshAndFioByHand() throws Exception {
    try (ExperimentRig rig = new ExperimentRig(temporary);
        BootedGuest guest = rig.boot()) {
      StorageBackend backend = rig.scenario.backend("block");
      try (Provisioned provisioned =
          Provisioned.of(
              rig.journal, rig.hypervisor, rig.substrate, Luns.none(), backend, rig.site(), 1)) {
        guest.domain().attach(rig.scenario.guest(), backend.disk(), provisioned.source());
        DISK.awaitAttached(guest.channel());
        Filler.fill(guest.channel(), DISK, backend.disk().sizeBytes());
        SoftAssertions ratios = new SoftAssertions();
        for (FioWorkload workload : rig.scenario.workloads()) {
          ratios
              .assertThat(compare(rig, guest, workload))
              .as(workload.name())
              .isBetween(0.95, 1.05);
        }
        guest.domain().detach();
        ratios.assertAll();
      }
    }
  }

  private static double compare(ExperimentRig rig, BootedGuest guest, FioWorkload workload)
      throws Exception {
    FioRunner harness =
        new FioRunner(
            guest.channel(),
            DISK,
            List.of(rig.site().device()),
            rig.scenario.disk().sizeBytes(),
            Optional.empty());
    IoKind kind = IoKind.valueOf(workload.primaryKind().name());
    List<Double> byHarness = new ArrayList<>();
    List<Double> byHand = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      long seed = pair + 1L;
      for (int turn = 0; turn < 2; turn++) {
        if ((pair + turn) % 2 == 0) {
          FioRunner.Raw raw = harness.run(workload, seed);
          var io = harness.collect(workload, raw).result().io().get(kind);
          byHarness.add(io == null ? Double.NaN : io.iops());
        } else {
          byHand.add(byHand(guest.domain().name(), rig, workload, seed, kind));
        }
      }
    }
    double ratio = median(byHarness) / median(byHand);
    PairedLogRatio paired = PairedLogRatio.of(byHarness, byHand);
    Interval interval = paired.interval(0.95).orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%-20s IOPS, median of %d: harness %.1f, by hand %.1f, ratio %.3f;"
            + " paired ratio %.3f (95 %% interval %.3f to %.3f)%n",
        workload.name(),
        PAIRS,
        median(byHarness),
        median(byHand),
        ratio,
        paired.ratio(),
        interval.low(),
        interval.high());
    System.out.println("  harness " + rounded(byHarness) + "\n  by hand " + rounded(byHand));
    return ratio;
  }

  /** What one would type: the job file through the agent, fio, its JSON printed. */
  private static double byHand(
      String domain, ExperimentRig rig, FioWorkload workload, long seed, IoKind kind)
      throws Exception {
    String job = FioRunner.jobFile(workload, DISK, rig.scenario.disk().sizeBytes(), seed);
    String encoded = Base64.getEncoder().encodeToString(job.getBytes(StandardCharsets.UTF_8));
    String script =
        "echo " + encoded + " | base64 -d >/run/hand.fio; fio --output-format=json+ /run/hand.fio";
    String call =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("execute", "guest-exec")
                .set(
                    "arguments",
                    JSON.createObjectNode()
                        .put("path", "/bin/sh")
                        .put("capture-output", true)
                        .set("arg", JSON.createArrayNode().add("-c").add(script))));
    long pid = virsh(domain, call).path("pid").asLong();
    Thread.sleep(workload.rampTime().plus(workload.measuringTime()).toMillis());
    while (true) {
      JsonNode status =
          virsh(domain, "{\"execute\":\"guest-exec-status\",\"arguments\":{\"pid\":" + pid + "}}");
      if (status.path("exited").asBoolean()) {
        byte[] json = Base64.getDecoder().decode(status.path("out-data").asText());
        return JSON.readTree(json).at("/jobs/0/" + kind.word() + "/iops").asDouble();
      }
      Thread.sleep(250);
    }
  }

  private static JsonNode virsh(String domain, String command) throws Exception {
    String answer =
        Command.check("virsh", "-q", "-c", "qemu:///system", "qemu-agent-command", domain, command)
            .output();
    return JSON.readTree(answer).path("return");
  }

  private static List<Long> rounded(List<Double> values) {
    return values.stream().map(Math::round).toList();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
