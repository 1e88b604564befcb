package io.poolbench.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Where the bytes of every backend end. */
public sealed interface SubstrateSpec {
  /** As written in a scenario, in short. */
  String text();

  /** Bytes that each backend may use, a multiple of 1 MiB. */
  long sizeBytes();

  /** A prewritten file behind a loop device with direct I/O, made and removed by the run. */
  record Loop(long sizeBytes) implements SubstrateSpec {
    @Override
    public String text() {
      return "loop:" + (sizeBytes >> 20) + "MiB";
    }
  }

  /**
   * Real devices, by their stable names. Block n is measured on device n, n modulo their number.
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

    /** What each device must hold for so many backends. */
    public long neededBytes(int backends) {
      return use == Use.EXCLUSIVE ? sizeBytes : sizeBytes * backends + TABLES_BYTES;
    }
  }

  /** How backends share a device. */
  enum Use {
    /** Each backend has the device to itself while its trial lasts, one after another. */
    EXCLUSIVE("exclusive"),
    /** Each backend has a partition of its own, another one in each block. */
    SLICES("slices");

    private final String word;

    Use(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
