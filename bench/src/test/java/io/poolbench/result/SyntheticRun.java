package io.poolbench.result;

import io.poolbench.stats.SteadyState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * A stored run with known costs: five backends, four workloads, any number of blocks. The same seed
 * gives the same bytes. Set what differs, then {@link #store}.
 */
public final class SyntheticRun {
  /** The backends, in the order they are declared; the first is the baseline. */
  public static final List<String> BACKENDS =
      List.of("block", "disk", "fs-ext4-raw", "dir-raw", "dir-qcow2");

  /** The run's name. */
  public static final String ID = "20260102-030405-filesystem-layer";

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Map<String, Double> COST =
      Map.of("block", 1.0, "disk", 1.001, "fs-ext4-raw", 1.06, "dir-raw", 1.08, "dir-qcow2", 1.3);

  private final long seed;
  private int blocks = 4;
  private double noise = 0.012;
  private Accelerator accelerator = Accelerator.TCG;
  private RunState state = RunState.COMPLETE;
  private String id = ID;
  private String place = "local";
  private final Map<String, Double> cost = new LinkedHashMap<>(COST);
  private final Map<String, Map<String, String>> own = new LinkedHashMap<>();
  private String question = "What does each layer between a guest and its disk cost?";
  private String description = "qcow2 image on ext4, directory pool";
  private Map<String, String> substrate = Map.of("device", "loop:4GiB", "filesystem below", "ext4");

  public SyntheticRun(long seed) {
    this.seed = seed;
  }

  public SyntheticRun blocks(int n) {
    blocks = n;
    return this;
  }

  /** Standard deviation of the log of each figure. */
  public SyntheticRun noise(double sigma) {
    noise = sigma;
    return this;
  }

  public SyntheticRun accelerator(Accelerator a) {
    accelerator = a;
    return this;
  }

  public SyntheticRun state(RunState s) {
    state = s;
    return this;
  }

  public SyntheticRun id(String name) {
    id = name;
    return this;
  }

  /** What a backend costs, as a factor on the baseline's latency. */
  public SyntheticRun cost(String backend, double factor) {
    cost.put(backend, factor);
    return this;
  }

  public SyntheticRun place(String p) {
    place = p;
    return this;
  }

  public SyntheticRun question(String q) {
    question = q;
    return this;
  }

  /** What the last backend says of itself. */
  public SyntheticRun description(String text) {
    description = text;
    return this;
  }

  public SyntheticRun substrate(Map<String, String> facts) {
    substrate = new TreeMap<>(facts);
    return this;
  }

  /** Stores the run under {@code results} and reads it back. */
  public RunResult store(Path results) {
    Random random = new Random(seed);
    List<PlannedTrial> order = new ArrayList<>();
    for (int block = 1; block <= blocks; block++) {
      List<String> shuffled = new ArrayList<>(BACKENDS);
      Collections.shuffle(shuffled, random);
      for (String backend : shuffled) {
        order.add(new PlannedTrial(order.size() + 1, block, backend));
      }
    }
    ResultStore store = new ResultStore(results);
    RunRecord run = run(order);
    RunWriter writer = store.create(run, SCENARIO);
    for (PlannedTrial planned : order) {
      store(writer, planned, run.workloads(), random);
    }
    String problem = state == RunState.COMPLETE ? null : "interrupted by SIGTERM";
    writer.finish(START.plusSeconds(order.size() * 40L), state, problem);
    return store.load(run.id());
  }

  private RunRecord run(List<PlannedTrial> order) {
    Map<String, String> guest = new LinkedHashMap<>();
    guest.put("vcpus", "1");
    guest.put("memory", "256 MiB");
    guest.put("bus", "virtio");
    Map<String, String> host = new LinkedHashMap<>();
    host.put("CPU", "Synthetic Processor 1.0 GHz");
    host.put("kernel", "6.1.0");
    host.put("QEMU", "7.2.0");
    host.put("libvirt", "9.0.0");
    host.put("fio in the guest", "3.33");
    return new RunRecord(
        FormatVersion.CURRENT,
        id,
        "filesystem-layer",
        question,
        "0.1.0",
        START,
        null,
        RunState.RUNNING,
        null,
        List.of(),
        place,
        accelerator,
        seed,
        List.of(),
        order,
        backends(),
        workloads(),
        AnalysisSpec.fixed("block", 0.02, OptionalDouble.of(0.05)),
        guest,
        substrate,
        new HostFingerprint(host));
  }

  /** Settings of a backend beside the usual ones. */
  public SyntheticRun with(String backend, Map<String, String> settings) {
    own.put(backend, settings);
    return this;
  }

  private List<BackendRecord> backends() {
    return usual().stream()
        .map(
            b -> {
              Map<String, String> settings = new LinkedHashMap<>(b.settings());
              settings.putAll(own.getOrDefault(b.name(), Map.of()));
              return new BackendRecord(b.name(), b.kind(), b.description(), settings);
            })
        .toList();
  }

  private List<BackendRecord> usual() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cache", "none");
    settings.put("io", "native");
    return List.of(
        new BackendRecord("block", "block", "the device itself", settings),
        new BackendRecord("disk", "disk", "a partition made by the pool", settings),
        new BackendRecord("fs-ext4-raw", "fs", "raw file on ext4", settings),
        new BackendRecord("dir-raw", "dir", "raw file in a folder", settings),
        new BackendRecord("dir-qcow2", "dir", description, settings));
  }

  private List<WorkloadRecord> workloads() {
    return List.of(
        workload("randread-4k-qd1", "4 KiB random read, queue depth 1", IoKind.READ, 1),
        workload("randwrite-4k-qd16", "4 KiB random write, queue depth 16", IoKind.WRITE, 16),
        workload("seqread-1m", "1 MiB sequential read, queue depth 1", IoKind.READ, 1),
        new WorkloadRecord(
            "fsync-log",
            "4 KiB write, each followed by fdatasync",
            "[fsync-log]\nrw=write\nbs=4k\nfdatasync=1\n",
            List.of(IoKind.WRITE, IoKind.SYNC),
            IoKind.WRITE,
            IoKind.SYNC,
            1,
            true,
            10));
  }

  private WorkloadRecord workload(String name, String words, IoKind kind, int depth) {
    String job =
        "[global]\nrandseed=" + seed + "\n[" + name + "]\nrw=" + name + "\niodepth=" + depth + "\n";
    return new WorkloadRecord(name, words, job, List.of(kind), kind, kind, depth, true, 10);
  }

  private void store(
      RunWriter writer, PlannedTrial planned, List<WorkloadRecord> workloads, Random random) {
    Instant started = START.plusSeconds(planned.index() * 40L);
    Map<String, byte[]> files = new LinkedHashMap<>();
    String xml = "<domain type='qemu'>\n  <name>guest & co</name>\n</domain>\n";
    files.put("domain.xml", xml.getBytes(StandardCharsets.UTF_8));
    List<WorkloadResult> measured = new ArrayList<>();
    for (WorkloadRecord w : workloads) {
      measured.add(measure(w, planned.backend(), started, files, random));
    }
    Map<String, Double> phases = new LinkedHashMap<>();
    phases.put("provision", 0.8);
    phases.put("attach", 0.4);
    phases.put("fill", 6.5);
    phases.put("measure", 30.2);
    phases.put("detach", 0.2);
    writer.store(
        new TrialRecord(
            FormatVersion.CURRENT,
            planned.index(),
            planned.block(),
            planned.block(),
            planned.backend(),
            started,
            started.plusSeconds(39),
            null,
            phases,
            "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
            new TreeMap<>(Map.of("cache.direct", "true", "aio", "native")),
            new Allocation(1L << 30, 1L << 30, 0, "qemu-img map"),
            measured),
        files);
  }

  private WorkloadResult measure(
      WorkloadRecord w, String backend, Instant started, Map<String, byte[]> files, Random random) {
    Map<IoKind, Histogram> histograms = new EnumMap<>(IoKind.class);
    Map<IoKind, IoMeasurement> io = new EnumMap<>(IoKind.class);
    double drawn = StrictMath.exp(random.nextGaussian() * noise);
    int ios = w.name().equals("seqread-1m") ? 800 : 12_000;
    long bytesEach = w.name().equals("seqread-1m") ? 1 << 20 : 4096;
    for (IoKind kind : w.kinds()) {
      double base = kind == IoKind.SYNC ? 1_900e3 : bytesEach > 4096 ? 1_100e3 : 210e3;
      double middle = base * StrictMath.sqrt(w.depth()) * cost.getOrDefault(backend, 1.0) * drawn;
      Histogram h = new Histogram(4);
      for (int i = 0; i < ios; i++) {
        double tail = random.nextInt(50) == 0 ? 2.5 : 1;
        h.recordValue((long) (middle * tail * StrictMath.exp(random.nextGaussian() * 0.22)));
      }
      double mean = h.getMean();
      double iops =
          kind == IoKind.SYNC || w.kinds().size() > 1 ? 420 / drawn : w.depth() * 1e9 / mean;
      if (w.kinds().size() > 1) {
        iops /= cost.getOrDefault(backend, 1.0);
      }
      long bytes = kind == IoKind.SYNC ? 0 : ios * bytesEach;
      histograms.put(kind, h);
      io.put(
          kind,
          new IoMeasurement(
              ios,
              bytes,
              10_000,
              iops,
              bytes == 0 ? 0 : iops * bytesEach,
              mean,
              h.getStdDeviation(),
              mean * 1.01,
              0,
              0));
    }
    String raw = w.name() + ".fio.json";
    String log = w.name() + ".hlog";
    files.put(raw, "{}\n".getBytes(StandardCharsets.UTF_8));
    files.put(log, HistogramFiles.encode(histograms));
    WorkloadEvidence evidence =
        new WorkloadEvidence(0, "", null, null, 0, 60, null, null, w.depth(), null, null);
    TimeSeries series = series(w, ios, bytesEach);
    String file = w.name() + ".series.csv";
    files.put(file, series.csv().getBytes(StandardCharsets.UTF_8));
    Map<IoKind, List<Double>> rounds = new EnumMap<>(IoKind.class);
    series.ios().forEach((kind, counts) -> rounds.put(kind, SteadyState.cut(counts)));
    return new WorkloadResult(
        w.name(),
        raw,
        log,
        started,
        started.plusSeconds(10),
        io,
        evidence,
        new SeriesRecord(file, series.intervalMillis(), series.intervals(), rounds),
        null,
        null);
  }

  /** Ten seconds at an even rate, but for a ripple. */
  private static TimeSeries series(WorkloadRecord w, int ios, long bytesEach) {
    List<Double> counts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      counts.add(ios / 100.0 * (1 + 0.05 * StrictMath.sin(i * 1.7)));
    }
    IoKind kind = w.throughputKind();
    return new TimeSeries(
        100,
        Map.of(kind, counts),
        Map.of(kind, counts.stream().map(count -> count * bytesEach).toList()));
  }

  private static final String SCENARIO =
      """
      # What does each layer between a guest and its disk cost?
      name: filesystem-layer
      substrate: { device: loop:4GiB }
      baseline: block
      """;
}
