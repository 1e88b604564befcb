package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import io.poolbench.result.Statistic;
import io.poolbench.result.TrialResult;
import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real run, measured in the guest, from the host and through QEMU alone. */
class VantageIT {
  private static final String RUN = "it-vantage";
  private static final int BLOCK = 4096;

  private static final String SCENARIO =
      """
      name: vantage
      substrate: { device: loop:320MiB }
      disk: { size: 32MiB }
      backends:
        - { kind: block, name: block }
        - { kind: fs, name: file, format: raw }
        - { kind: dir, name: qcow2, format: qcow2 }
      baseline: block
      workloads:
        - name: queue
          vantages: [guest, host, qemu]
          fio: { rw: randread, bs: 4k, iodepth: 4, runtime: %1$ds }
        - name: log
          vantages: [guest, host, qemu]
          fio: { rw: write, bs: 4k, fdatasync: 1, runtime: %1$ds }
      replicates: { min: 1 }
      """;

  private static Sandbox sandbox;

  private static int exitCode;
  private static String said = "";

  @BeforeAll
  static void run() throws Exception {
    sandbox = new Sandbox();
    PoolbenchProcess process =
        sandbox.startRun(sandbox.write("vantage.yaml", SCENARIO.formatted(1)), RUN);
    exitCode = process.exitCode();
    said = process.err();
  }

  @AfterAll
  static void close() throws Exception {
    sandbox.close();
  }

  private static RunResult stored() {
    assertThat(exitCode).as(said).isZero();
    return sandbox.load(RUN);
  }

  private static TrialResult trial(String backend) {
    return stored().trialsOf(backend).get(0);
  }

  @Test
  void eachVantageMeasuresWhereItCanAndSaysWhereItCannot() throws Exception {
    for (String backend : List.of("block", "file")) {
      for (String workload : List.of("queue", "log")) {
        assertThat(trial(backend).vantage(Vantage.HOST, workload)).isPresent();
        assertThat(trial(backend).vantage(Vantage.QEMU, workload)).isPresent();
      }
    }
    assertThat(trial("qcow2").vantage(Vantage.QEMU, "queue")).isPresent();
    assertThat(trial("qcow2").vantage(Vantage.HOST, "queue")).isEmpty();
    assertThat(trial("qcow2").trial().effective().get("vantage host")).contains("not the disk");
    assertThat(trial("file").trial().phases()).containsKey("vantages");
    sandbox.assertNothingIsLeftOf(RUN);
  }

  @Test
  void whatWasMeasuredReachedTheDeviceBelow() {
    for (TrialResult trial : stored().trials()) {
      for (VantageResult v : trial.trial().vantages()) {
        boolean writes = v.workload().equals("log");
        IoMeasurement io = Objects.requireNonNull(v.io().get(writes ? IoKind.WRITE : IoKind.READ));
        var below = Objects.requireNonNull(v.evidence().hostDevice());
        long bytes = writes ? below.writeBytes() : below.readBytes();

        assertThat(io.ios()).isGreaterThan(50);
        assertThat(io.bytes()).isEqualTo(io.ios() * BLOCK);
        // the ramp of the host's is in its device's counters, too
        assertThat(bytes).as("%s %s", v.vantage(), v.workload()).isGreaterThan(io.bytes() * 9 / 10);
        assertThat(io.iops() * io.meanLatencyNanos() / 1e9).isBetween(0.0, writes ? 1.1 : 4.4);
      }
    }
  }

  @Test
  void theEnginesSettingsAndOutputAreKept() throws Exception {
    VantageResult host = trial("file").vantage(Vantage.HOST, "queue").orElseThrow();
    VantageResult qemu = trial("qcow2").vantage(Vantage.QEMU, "log").orElseThrow();

    assertThat(host.engine()).isEqualTo("io_uring");
    assertThat(host.evidence().clockNanos()).isPositive();
    assertThat(host.evidence().effective()).containsEntry("direct", "true");
    assertThat(qemu.engine()).isEqualTo("qemu-img bench");
    assertThat(qemu.evidence().effective())
        .containsEntry("format", "qcow2")
        .containsEntry("cache", "none")
        .containsEntry("aio", "native")
        .containsEntry("flush", "after each write, in the same latency");
    Path folder = trial("file").folder();
    assertThat(folder.resolve(host.rawFile())).content().contains("\"score\"");
    assertThat(folder.resolve("queue.host.seconds.hlog")).content().contains("Tag=read,");
    assertThat(trial("qcow2").folder().resolve(qemu.rawFile()))
        .content()
        .contains("qemu-img bench", "Sending flush every 1 requests", "Run completed in");
  }

  @Test
  void syncsAreTimedApartOnTheHost() {
    VantageResult log = trial("block").vantage(Vantage.HOST, "log").orElseThrow();

    assertThat(log.engine()).isEqualTo("psync");
    assertThat(Objects.requireNonNull(log.io().get(IoKind.SYNC)).ios())
        .isEqualTo(Objects.requireNonNull(log.io().get(IoKind.WRITE)).ios());
  }

  @Test
  void figuresOfEveryVantageAreInTheSamples() throws Exception {
    List<String> samples = Files.readAllLines(sandbox.results().resolve(RUN + "/samples.csv"));
    Metric p50 = new Metric(IoKind.READ, Statistic.LATENCY_P50);

    assertThat(samples).anyMatch(l -> l.contains(",block,host,queue,read.lat_p50,ns,"));
    assertThat(samples).anyMatch(l -> l.contains(",qcow2,qemu,log,write.lat_mean,ns,"));
    assertThat(samples).noneMatch(l -> l.contains(",qemu,queue,read.lat_p50,"));
    assertThat(trial("block").value(Vantage.HOST, "queue", p50)).isPresent();
    assertThat(trial("block").value(Vantage.QEMU, "queue", p50)).isEmpty();
  }

  @Test
  void noGuestIsFasterThanWhatIsBelowIt() {
    assertThat(Judge.judge(stored()).findings())
        .extracting(Finding::check)
        .doesNotContain("faster-than-below", "clock-cost");
  }

  @Test
  void theReportTellsWhereTheTimeGoes() throws Exception {
    Path report = sandbox.reports().resolve(RUN);

    assertThat(report.resolve("index.html")).content().contains("Where the time goes");
    assertThat(report.resolve("ladder.csv")).content().contains("qemu,block,host,block,");
    assertThat(report.resolve("summary.md")).content().contains("Where the time goes");
  }

  @Test
  void aStopWhileTheHostMeasuresLeavesNothing() throws Exception {
    String run = "it-vantage-stop";
    PoolbenchProcess stopped =
        sandbox.startRun(sandbox.write("stop.yaml", SCENARIO.formatted(4)), run);
    stopped.await("measures from the host", () -> children("io.poolbench.hostio.Fork") > 0);

    stopped.terminate();

    assertThat(stopped.exitCode()).isEqualTo(128 + 15);
    assertThat(children("io.poolbench.hostio.Fork")).isZero();
    sandbox.assertNothingIsLeftOf(run);
    assertThat(sandbox.load(run).run().state()).isEqualTo(RunState.INCOMPLETE);
  }

  private static long children(String word) throws Exception {
    long found = 0;
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path one : processes) {
        Path command = one.resolve("cmdline");
        try {
          List<String> words =
              List.of(
                  new String(Files.readAllBytes(command), java.nio.charset.StandardCharsets.UTF_8)
                      .split("\0"));
          found +=
              words.contains(word) && words.stream().anyMatch(w -> w.contains("" + sandbox.root()))
                  ? 1
                  : 0;
        } catch (java.io.IOException ended) {
          // it ended meanwhile
        }
      }
    }
    return found;
  }

  @Test
  void aJobThatOnlyFioCanDoIsRefusedWithItsReason() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "vantages: [guest, host]\n    fio: { rw: randread, bssplit: 4k/50:8k/50, runtime: 1s }",
            "nothing but fio has bssplit",
            "vantages: [guest, qemu]\n    fio: { rw: randrw, bs: 4k, runtime: 1s }",
            "qemu-img bench reads or writes, not both",
            "vantages: [host]\n    fio: { rw: read, bs: 4k, runtime: 1s }",
            "leaves out guest",
            "vantages: [guest, host]\n    fio: { rw: read, bs: 4k, direct: 0, runtime: 1s }",
            "page cache in the guest");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      String scenario =
          SCENARIO.formatted(1).replaceAll("(?s)workloads:.*", "")
              + "workloads:\n  - name: w\n    "
              + one.getKey()
              + "\n";
      List<String> arguments = List.of("plan", sandbox.write("wrong.yaml", scenario).toString());
      Sandbox.Said said = Sandbox.say(arguments);

      assertThat(said.exitCode()).as(one.getKey()).isEqualTo(2);
      assertThat(said.err()).contains("vantages", one.getValue());
    }
  }
}
