package io.poolbench.scenario;

import io.poolbench.backend.BackendKind;
import io.poolbench.backend.Backends;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.NotYet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every key of a scenario with its default; the one place for both. */
final class ScenarioKeys {
  static final long MIN_DISK_BYTES = 16L << 20;
  static final int MAX_REPLICATES = 1000;
  private static final int MAX_OPTION_LENGTH = 500;

  private static final long MIB = 1L << 20;
  private static final long TIB = 1L << 40;

  static final List<Key> SCENARIO =
      List.of(
          Key.required("name", new Key.Form.Name(), "names the runs and reports of this scenario"),
          Key.optional("question", new Key.Form.Line(200), "", "what it asks, in words"),
          Key.required("substrate", new Key.Form.Part(), "where the bytes of every backend end"),
          Key.optional("guest", new Key.Form.Part(), "what every guest is made of"),
          Key.required("disk", new Key.Form.Part(), "the disk under test"),
          Key.required("backends", new Key.Form.Part(), "the storage to compare, 1 to 32"),
          Key.required("baseline", new Key.Form.Name(), "the backend all others are compared with"),
          Key.required("workloads", new Key.Form.Part(), "what I/O is measured, 1 to 32"),
          Key.optional(
              "precondition",
              new Key.Form.Part(),
              "what is done to every disk before it is measured"),
          Key.optional("replicates", new Key.Form.Part(), "how often all is measured anew"),
          Key.optional(
              "seed",
              new Key.Form.Whole(0, Long.MAX_VALUE),
              "fixes the order of trials and fio's offsets; left out, each run draws its own"));

  static final List<Key> SUBSTRATE =
      List.of(
          Key.required(
              "device",
              new Key.Form.Line(200),
              "loop:SIZE, a prewritten file behind a loop device, made and removed by the run; or the"
                  + " stable name of a real device; or a list of one of both"),
          Key.optional(
              "use",
              new Key.Form.Word(
                  "a use", words(SubstrateSpec.Use.values(), SubstrateSpec.Use::word), List.of()),
              "exclusive",
              "how backends share devices: one after another, each on a slice, or each on all of them"
                  + " together"),
          Key.optional(
              "size",
              new Key.Form.Size(MIB, 64 * TIB, MIB),
              "how much of a real device each backend may use"),
          Key.optional(
              "discard",
              new Key.Form.Word("a discard mode", List.of("auto", "off"), List.of()),
              "auto",
              "whether a real device that supports it is discarded before each trial"));

  static final List<Key> GUEST =
      List.of(
          Key.optional(
              "vcpus", new Key.Form.Whole(1, GuestSpec.MAX_VCPUS), "1", "virtual processors"),
          Key.optional(
              "memory",
              new Key.Form.Size(GuestSpec.MIN_MEMORY_BYTES, TIB, MIB),
              "256MiB",
              "guest memory"),
          Key.optional(
              "bus",
              new Key.Form.Word(
                  "a bus",
                  words(GuestSpec.Bus.values(), GuestSpec.Bus::word),
                  List.of("ide", "usb", "nvme")),
              "virtio",
              "how the disk under test is attached: virtio-blk, virtio-scsi, or AHCI"),
          Key.optional(
              "queues",
              new Key.Form.Whole(1, GuestSpec.MAX_VCPUS),
              "1",
              "virtqueues of the disk, at most vcpus"),
          Key.optional(
              "boot",
              new Key.Form.Word("a boot mode", words(BootMode.values(), BootMode::word), List.of()),
              "how often the guest is booted; left out, per-block, or per-trial with bus: sata"),
          Key.optional(
              "kernel",
              new Key.Form.Word(
                  "a kernel", words(GuestSpec.Kernel.values(), GuestSpec.Kernel::word), List.of()),
              "which of the distribution's kernels the guest boots; left out, cloud, or generic with"
                  + " bus: sata"));

  private static final Key CACHE =
      Key.optional(
          "cache",
          new Key.Form.Word(
              "a cache mode",
              words(DiskSpec.Cache.values(), DiskSpec.Cache::word),
              List.of(),
              Map.of(
                  "default", "says nothing: it means another mode with another version of QEMU")),
          "none",
          "libvirt's cache mode; writeback, writethrough and unsafe use the host's page cache");

  private static final Key IO =
      Key.optional(
          "io",
          new Key.Form.Word(
              "an io mode", words(DiskSpec.IoMode.values(), DiskSpec.IoMode::word), List.of()),
          "how QEMU issues host I/O; left out, native, or threads where the cache mode uses the"
              + " host's page cache");

  private static final Key DISCARD =
      Key.optional(
          "discard",
          new Key.Form.Word(
              "a discard mode",
              words(DiskSpec.Discard.values(), DiskSpec.Discard::word),
              List.of()),
          "ignore",
          "what becomes of the guest's discards");

  private static final Key DETECT_ZEROES =
      Key.optional(
          "detect_zeroes",
          new Key.Form.Word(
              "a mode of zero detection",
              words(DiskSpec.DetectZeroes.values(), DiskSpec.DetectZeroes::word),
              List.of()),
          "off",
          "what becomes of zeroes that the guest writes");

  private static final Key IOTHREAD =
      Key.optional(
          "iothread",
          new Key.Form.Word("a setting", List.of("off", "on"), List.of()),
          "off",
          "whether the disk has a thread of its own instead of QEMU's main loop");

  static final List<Key> DISK =
      List.of(
          Key.required(
              "size",
              new Key.Form.Size(MIN_DISK_BYTES, 64 * TIB, DiskSpec.GRANULARITY_BYTES),
              "size of the disk as every guest sees it, a multiple of 1MiB"),
          Key.optional(
              "fill",
              new Key.Form.Word("a fill", List.of("random"), List.of("none", "zero")),
              "random",
              "what the whole disk is written with before anything is measured"),
          CACHE,
          IO,
          DISCARD,
          DETECT_ZEROES,
          IOTHREAD);

  static final List<Key> BACKEND_DISK =
      List.of(
          withoutDefault(CACHE),
          withoutDefault(IO),
          withoutDefault(DISCARD),
          withoutDefault(DETECT_ZEROES),
          withoutDefault(IOTHREAD),
          Key.refused("size", "the size is the same for all backends: set it under disk, not here"),
          Key.refused(
              "fill", "the fill is the same for all backends: set it under disk, not here"));

  static final List<Key> WORKLOAD =
      List.of(
          Key.required("name", new Key.Form.Name(), "its label in results and charts"),
          Key.optional("fio", new Key.Form.Part(), "fio's own options, one job"),
          Key.optional(
              "fio_file",
              new Key.Form.Line(500),
              "a fio job file, relative to the scenario's folder and inside it"),
          Key.optional(
              "ramp",
              new Key.Form.Word("a ramp", List.of("auto"), List.of()),
              "auto: before it is measured the workload runs until its throughput holds still; left"
                  + " out, for as long as fio's ramp_time says"),
          Key.optional(
              "ramp_max",
              new Key.Form.Span(5, 24 * 3600),
              "how long a ramp that ends by itself may last, 5m where nothing is said"),
          Key.optional(
              "vantages",
              new Key.Form.Part(),
              "from where it is measured, a list: guest, and on the same volume while no guest has it"
                  + " host (the host's own I/O) and qemu (qemu-img bench); left out, guest alone"));

  static final List<Key> PRECONDITION =
      List.of(
          Key.optional(
              "passes", new Key.Form.Whole(1, 10), "1", "how often the whole disk is filled"),
          Key.optional(
              "compressible",
              new Key.Form.Fraction(0.99),
              "how much of each block of the fill compresses away; left out, nothing"),
          Key.optional(
              "rounds",
              new Key.Form.Whole(0, 100),
              "0",
              "how often before each workload as many bytes as the disk has are written in that"
                  + " workload's pattern"),
          Key.optional(
              "rounds_max",
              new Key.Form.Span(1, 24 * 3600),
              "10m",
              "how long those rounds may take before each workload, all together"));

  static final List<Key> REPLICATES =
      List.of(
          Key.optional(
              "min",
              new Key.Form.Whole(1, MAX_REPLICATES),
              "5",
              "blocks to run; in each, every backend is provisioned and measured once"),
          Key.optional(
              "max",
              new Key.Form.Whole(1, Replicates.MOST_ADAPTIVE),
              "blocks to run at most, for backends whose verdict or precision is not reached"),
          Key.optional(
              "budget",
              new Key.Form.Span(1, 7 * 24 * 3600),
              "time after which no block beyond min is begun"),
          Key.optional(
              "precision",
              new Key.Form.Fraction(0.5),
              "wanted half-width of the ratio's 95 % interval"),
          Key.optional(
              "equivalence",
              new Key.Form.Fraction(0.5),
              "2%",
              "difference from the baseline that does not matter"));

  private ScenarioKeys() {}

  /** What an entry of {@code backends} may hold. */
  static List<Key> backend(BackendKind kind) {
    return Stream.concat(backend().stream(), kind.options().stream().map(ScenarioKeys::option))
        .toList();
  }

  /** What any entry of {@code backends} may hold, whatever its kind. */
  static List<Key> backend() {
    return List.of(
        Key.required(
            "kind",
            new Key.Form.Word(
                "a kind of backend",
                Backends.kinds().stream().map(BackendKind::kind).toList(),
                List.of(),
                NotYet.refusals()),
            "the kind of storage"),
        Key.required("name", new Key.Form.Name(), "its label in plans, results and charts"),
        Key.optional(
            "disk", new Key.Form.Part(), "host-side settings where they differ for this one"));
  }

  /** The parts of a scenario by the path a user would write, with their keys. */
  static Map<String, List<Key>> parts() {
    Map<String, List<Key>> parts = new LinkedHashMap<>();
    parts.put("the top", SCENARIO);
    parts.put("substrate", SUBSTRATE);
    parts.put("guest", GUEST);
    parts.put("disk", DISK);
    parts.put("precondition", PRECONDITION);
    parts.put("replicates", REPLICATES);
    Backends.kinds().forEach(kind -> parts.put("a backend of kind " + kind.kind(), backend(kind)));
    parts.put("a workload", WORKLOAD);
    return parts;
  }

  private static Key option(BackendKind.Option option) {
    // what a text means is checked by the kind itself
    Key.Form form =
        option.words().isEmpty()
            ? new Key.Form.Line(MAX_OPTION_LENGTH)
            : new Key.Form.Word(noun(option.key()), option.words(), List.of());
    return Key.optional(option.key(), form, option.defaultWord(), option.summary());
  }

  private static String noun(String key) {
    return ("aeiou".indexOf(key.charAt(0)) < 0 ? "a " : "an ") + key.replace('_', ' ');
  }

  private static Key withoutDefault(Key key) {
    return Key.optional(key.name(), key.form(), key.meaning());
  }

  private static <E> List<String> words(E[] values, Function<E, String> word) {
    return Arrays.stream(values).map(word).toList();
  }
}
