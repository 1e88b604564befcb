package io.poolbench.result;

/**
 * I/O counters of one block device over a window, as differences of {@code /sys/block/<dev>/stat}
 * (Linux Documentation/block/stat.rst); sectors are 512 bytes there and converted here.
 */
public record DiskCounters(
    long readIos, long readBytes, long writeIos, long writeBytes, long flushIos, long busyMillis) {

  /** Parses the one line of {@code /sys/block/<dev>/stat}. */
  public static DiskCounters parse(String stat) {
    String[] f = stat.trim().split("\\s+");
    if (f.length < 10) {
      throw new IllegalArgumentException(
          "expected at least 10 fields of /sys/block/*/stat, got: " + stat);
    }
    return new DiskCounters(
        Long.parseLong(f[0]),
        Long.parseLong(f[2]) * 512,
        Long.parseLong(f[4]),
        Long.parseLong(f[6]) * 512,
        f.length > 15 ? Long.parseLong(f[15]) : 0,
        Long.parseLong(f[9]));
  }

  /** Both devices' together. */
  public DiskCounters and(DiskCounters other) {
    return new DiskCounters(
        readIos + other.readIos,
        readBytes + other.readBytes,
        writeIos + other.writeIos,
        writeBytes + other.writeBytes,
        flushIos + other.flushIos,
        busyMillis + other.busyMillis);
  }

  /** What was added since {@code before}. */
  public DiskCounters since(DiskCounters before) {
    return new DiskCounters(
        readIos - before.readIos,
        readBytes - before.readBytes,
        writeIos - before.writeIos,
        writeBytes - before.writeBytes,
        flushIos - before.flushIos,
        busyMillis - before.busyMillis);
  }
}
