package io.poolbench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Runs made of the figures a test names; everything else is as in a run without a fault. */
public final class Fixture {
  public static final String DIGEST = "0123456789abcdef0123456789abcdef";

  private static final String NO_HISTOGRAMS = "none.hlog";
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private Fixture() {}

  /** A closed loop of the kinds given, the first of which heads throughput, the last latency. */
  public static WorkloadRecord workload(String name, int depth, IoKind... kinds) {
    IoKind last = kinds[kinds.length - 1];
    return new WorkloadRecord(
        name, name, "[" + name + "]\n", List.of(kinds), kinds[0], last, depth, true, 10);
  }

  public static WorkloadRecord openLoop(WorkloadRecord w) {
    return new WorkloadRecord(
        w.name(),
        w.description(),
        w.fioJob(),
        w.kinds(),
        w.throughputKind(),
        w.latencyKind(),
        w.depth(),
        false,
        w.measuringSeconds());
  }

  /** 4 KiB I/Os over ten seconds. */
  public static IoMeasurement io(double iops, double meanNanos) {
    return new IoMeasurement(
        10_000, 40_960_000, 10_000, iops, iops * 4096, meanNanos, 100, meanNanos, 0, 0);
  }

  public static WorkloadEvidence evidence(double achievedDepth) {
    return new WorkloadEvidence(0, "", null, null, 0, 50, null, null, achievedDepth, null, null);
  }

  public static WorkloadResult measured(
      String workload, Map<IoKind, IoMeasurement> io, WorkloadEvidence evidence) {
    return measured(workload, NO_HISTOGRAMS, io, evidence);
  }

  public static WorkloadResult measured(
      String workload, String hlog, Map<IoKind, IoMeasurement> io, WorkloadEvidence evidence) {
    Instant end = START.plusSeconds(10);
    return new WorkloadResult(
        workload, workload + ".fio.json", hlog, START, end, io, evidence, null, null, null);
  }

  public static TrialRecord trial(
      int index, int block, String backend, WorkloadResult... workloads) {
    Allocation whole = new Allocation(1 << 30, 1 << 30, 0, "qemu-img map");
    return trial(index, block, backend, null, DIGEST, whole, workloads);
  }

  public static TrialRecord trial(
      int index,
      int block,
      String backend,
      @Nullable String failure,
      String digest,
      @Nullable Allocation allocation,
      WorkloadResult... workloads) {
    return new TrialRecord(
        FormatVersion.CURRENT,
        index,
        block,
        block,
        backend,
        START,
        START.plusSeconds(30),
        failure,
        Map.of("measure", 10.0),
        digest,
        Map.of(),
        allocation,
        List.of(workloads));
  }

  /** A run that was never stored; its trials' histogram files are looked for in {@code folder}. */
  public static RunResult run(
      Path folder,
      String baseline,
      List<String> backends,
      List<WorkloadRecord> workloads,
      List<TrialRecord> trials) {
    if (!Files.exists(folder.resolve(NO_HISTOGRAMS))) {
      histograms(folder, NO_HISTOGRAMS, Map.of());
    }
    List<PlannedTrial> order = new ArrayList<>();
    trials.forEach(t -> order.add(new PlannedTrial(t.index(), t.block(), t.backend())));
    RunRecord run =
        new RunRecord(
            FormatVersion.CURRENT,
            "20260102-030405-fixture",
            "fixture",
            "",
            "0.1.0",
            START,
            START.plusSeconds(100),
            RunState.COMPLETE,
            null,
            List.of(),
            "local",
            Accelerator.TCG,
            1,
            List.of(),
            order,
            backends.stream().map(b -> new BackendRecord(b, "fs", b, Map.of())).toList(),
            workloads,
            AnalysisSpec.fixed(baseline, 0.02, OptionalDouble.empty()),
            Map.of(),
            Map.of(),
            new HostFingerprint(Map.of()));
    return new RunResult(
        run, folder, "", trials.stream().map(t -> new TrialResult(t, folder)).toList());
  }

  /** When the trials of a fixture begin, unless a test says otherwise. */
  public static Instant start() {
    return START;
  }

  /** A trial as measured in another boot, begun at another time. */
  public static TrialRecord in(int boot, Instant started, TrialRecord t) {
    return new TrialRecord(
        t.formatVersion(),
        t.index(),
        t.block(),
        boot,
        t.backend(),
        started,
        started.plusSeconds(30),
        t.failure(),
        t.phases(),
        t.guestDigest(),
        t.effective(),
        t.allocation(),
        t.workloads());
  }

  /** A run as taken up again, and measured to its end. */
  public static RunResult resumed(RunResult result, Resumption... resumptions) {
    RunRecord run = result.run();
    for (Resumption resumption : resumptions) {
      run = run.resumed(resumption);
    }
    run = run.finished(START.plusSeconds(100), RunState.COMPLETE, null);
    return new RunResult(run, result.folder(), result.scenarioText(), result.trials());
  }

  /** A run whose guests were seen to be so. */
  public static RunResult withGuest(Map<String, String> guest, RunResult result) {
    return with(result.run().backends(), guest, result);
  }

  /** A run that looks at what it has measured. */
  public static RunResult withAnalysis(AnalysisSpec analysis, RunResult result) {
    RunRecord r = result.run();
    return new RunResult(
        with(r, r.backends(), r.guest(), analysis, r.accelerator()),
        result.folder(),
        result.scenarioText(),
        result.trials());
  }

  /** A run whose guests something else ran. */
  public static RunResult under(Accelerator accelerator, RunResult result) {
    RunRecord r = result.run();
    return new RunResult(
        with(r, r.backends(), r.guest(), r.analysis(), accelerator),
        result.folder(),
        result.scenarioText(),
        result.trials());
  }

  /** A run whose backends had settings. */
  public static RunResult withSettings(Map<String, String> settings, RunResult result) {
    List<BackendRecord> backends =
        result.run().backends().stream()
            .map(b -> new BackendRecord(b.name(), b.kind(), b.description(), settings))
            .toList();
    return with(backends, result.run().guest(), result);
  }

  /** A trial of which something was read back. */
  public static TrialRecord inEffect(Map<String, String> effective, TrialRecord t) {
    return new TrialRecord(
        t.formatVersion(),
        t.index(),
        t.block(),
        t.boot(),
        t.backend(),
        t.started(),
        t.ended(),
        t.failure(),
        t.phases(),
        t.guestDigest(),
        effective,
        t.allocation(),
        t.workloads());
  }

  /** A run of backends with kinds and settings of their own. */
  public static RunResult withBackends(List<BackendRecord> backends, RunResult result) {
    return with(backends, result.run().guest(), result);
  }

  /** A workload as measured from outside the guest, by an engine that tells no percentiles. */
  public static VantageResult vantage(
      Vantage vantage, String workload, Map<IoKind, IoMeasurement> io, double clockNanos) {
    return vantage(vantage, workload, null, io, clockNanos);
  }

  public static VantageResult vantage(
      Vantage vantage,
      String workload,
      @Nullable String hlog,
      Map<IoKind, IoMeasurement> io,
      double clockNanos) {
    return new VantageResult(
        vantage,
        workload,
        "an engine",
        workload + "." + vantage.word(),
        hlog,
        START,
        START.plusSeconds(10),
        io,
        new VantageEvidence(Map.of(), clockNanos, null, 0, 50, null, null));
  }

  /** A trial that was measured from elsewhere, too. */
  public static TrialRecord withVantages(TrialRecord t, VantageResult... vantages) {
    return new TrialRecord(
        t.formatVersion(),
        t.index(),
        t.block(),
        t.boot(),
        t.backend(),
        t.started(),
        t.ended(),
        t.failure(),
        t.phases(),
        t.guestDigest(),
        t.effective(),
        t.allocation(),
        t.workloads(),
        List.of(vantages));
  }

  private static RunResult with(
      List<BackendRecord> backends, Map<String, String> guest, RunResult result) {
    RunRecord r = result.run();
    return new RunResult(
        with(r, backends, guest, r.analysis(), r.accelerator()),
        result.folder(),
        result.scenarioText(),
        result.trials());
  }

  private static RunRecord with(
      RunRecord r,
      List<BackendRecord> backends,
      Map<String, String> guest,
      AnalysisSpec analysis,
      Accelerator accelerator) {
    return new RunRecord(
        r.formatVersion(),
        r.id(),
        r.scenario(),
        r.question(),
        r.poolbenchVersion(),
        r.started(),
        r.ended(),
        r.state(),
        r.problem(),
        r.resumptions(),
        r.place(),
        accelerator,
        r.seed(),
        r.inputs(),
        r.order(),
        backends,
        r.workloads(),
        analysis,
        guest,
        r.substrate(),
        r.host());
  }

  /** Writes a histogram file into a run's folder. */
  public static void histograms(Path folder, String name, Map<IoKind, Histogram> histograms) {
    try {
      Files.write(folder.resolve(name), HistogramFiles.encode(histograms));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
