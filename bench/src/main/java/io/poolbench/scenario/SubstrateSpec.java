package io.poolbench.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Where the bytes of every backend end. */
public sealed interface SubstrateSpec {
  /** As written in a scenario, in short. */
  String text();

  /** Bytes that each backend may use of the first device, a multiple of 1 MiB. */
  long sizeBytes();

  /** Bytes that a backend may use of each device beside the first; none where it has one alone. */
  List<Long> furtherBytes();

  /** Bytes of the files that the run makes for it. */
  long fileBytes();

  /**
   * Prewritten files behind loop devices with direct I/O, made and removed by the run: one, or
   * several that are used together.
   */
  record Loop(long sizeBytes, List<Long> furtherBytes) implements SubstrateSpec {
    public Loop {
      furtherBytes = List.copyOf(furtherBytes);
    }

    /** A single file. */
    public Loop(long sizeBytes) {
      this(sizeBytes, List.of());
    }

    @Override
    public String text() {
      String further =
          furtherBytes.stream().map(bytes -> ", " + text(bytes)).collect(Collectors.joining());
      return text(sizeBytes) + further + (further.isEmpty() ? "" : " (together)");
    }

    private static String text(long bytes) {
      return "loop:" + (bytes >> 20) + "MiB";
    }

    @Override
    public long fileBytes() {
      return sizeBytes + furtherBytes.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Real devices, by their stable names. Block n is measured on device n, n modulo their number; or
   * every block on all of them, together.
   *
   * @param discard whether a device that supports it is discarded before each trial
   */
  record Devices(List<Path> names, Use use, long sizeBytes, boolean discard)
      implements SubstrateSpec {
    /** A partition table and its copy, each within 1 MiB. */
    private static final long TABLES_BYTES = 2L << 20;

    public Devices {
      names = List.copyOf(names);
    }

    @Override
    public String text() {
      return names.stream().map(Path::toString).collect(Collectors.joining(", "))
          + " ("
          + use.word()
          + ", "
          + (sizeBytes >> 20)
          + "MiB)";
    }

    @Override
    public List<Long> furtherBytes() {
      return use == Use.TOGETHER
          ? names.stream().skip(1).map(name -> sizeBytes).toList()
          : List.of();
    }

    @Override
    public long fileBytes() {
      return 0;
    }

    /** What each device must hold for so many backends. */
    public long neededBytes(int backends) {
      return use == Use.SLICES ? sizeBytes * backends + TABLES_BYTES : sizeBytes;
    }
  }

  /** How backends share devices. */
  enum Use {
    /** Each backend has a device to itself while its trial lasts, one after another. */
    EXCLUSIVE("exclusive"),
    /** Each backend has a partition of its own, another one in each block. */
    SLICES("slices"),
    /** Each backend may be built on all of them, one backend after another. */
    TOGETHER("together");

    private final String word;

    Use(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /** The use of that word, which must be one. */
    static Use of(String word) {
      for (Use use : values()) {
        if (use.word.equals(word)) {
          return use;
        }
      }
      throw new IllegalArgumentException("no use is called " + word);
    }
  }
}
