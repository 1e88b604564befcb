package io.poolbench.fio;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code clat_ns} (fio 3) or {@code clat} in microseconds (fio 2), and their like. */
final class FioLatencyParser {
  private FioLatencyParser() {}

  static Optional<FioLatency> latency(FioNode stream, String name, long totalIos) {
    Optional<FioNode> nanos = stream.child(name + "_ns");
    if (nanos.isPresent()) {
      return nanos.map(n -> latency(n, 1, totalIos));
    }
    return stream.child(name).map(n -> latency(n, 1000, totalIos));
  }

  private static FioLatency latency(FioNode node, int nanosPerUnit, long totalIos) {
    SortedMap<Long, Long> bins = new TreeMap<>();
    node.child("bins")
        .ifPresent(
            b ->
                b.names().forEach(n -> bins.merge(bin(b, n, nanosPerUnit), b.count(n), Long::sum)));
    SortedMap<Double, Long> percentiles = new TreeMap<>();
    node.child("percentile").ifPresent(p -> percentiles(p, nanosPerUnit, percentiles));
    long binned = bins.values().stream().mapToLong(Long::longValue).sum();
    long samples = node.has("N") ? node.count("N") : binned > 0 ? binned : totalIos;
    return new FioLatency(
        node.count("min") * nanosPerUnit,
        node.count("max") * nanosPerUnit,
        node.number("mean") * nanosPerUnit,
        node.number("stddev") * nanosPerUnit,
        samples,
        percentiles,
        bins);
  }

  private static long bin(FioNode bins, String key, int nanosPerUnit) {
    try {
      long value = Math.multiplyExact(Long.parseLong(key), (long) nanosPerUnit);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // falls through: both are no latency
    }
    throw new FioFormatException("expected a latency as the key at " + bins.path() + "." + key);
  }

  private static void percentiles(FioNode node, int nanosPerUnit, SortedMap<Double, Long> into) {
    for (String key : node.names()) {
      double percent;
      try {
        percent = Double.parseDouble(key);
      } catch (NumberFormatException e) {
        throw new FioFormatException(
            "expected a percentile as the key at " + node.path() + "." + key, e);
      }
      // fio 2 fills its list up with zeros
      if (percent > 0 && percent <= 100) {
        into.put(percent, node.count(key) * nanosPerUnit);
      }
    }
  }
}
