package io.poolbench.fio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options that hold for one job, those of the preceding [global] sections included, in order;
 * of a repeated option the last holds. Look-ups take fio's main name and find its aliases too.
 * Typed access throws {@link IllegalArgumentException} on a malformed value: call {@link
 * FioOptionGuard#problems} first.
 */
public final class FioOptions {
  private final Map<String, FioOption> byName;

  FioOptions(List<FioOption> written) {
    Map<String, FioOption> last = new LinkedHashMap<>();
    for (FioOption option : written) {
      // re-inserted, so that the order stays that of the occurrence which holds
      last.remove(option.canonicalName());
      last.put(option.canonicalName(), option);
    }
    this.byName = last;
  }

  public List<FioOption> all() {
    return new ArrayList<>(byName.values());
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The value, empty when the option is absent or a bare word. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(byName.get(name)).flatMap(FioOption::value);
  }

  Optional<FioOption> option(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The word before any {@code :} modifier; fio's default is {@code read}. */
  public String rw() {
    return value("rw").map(v -> v.split(":", 2)[0]).orElse("read");
  }

  /** Read, write and trim block size in bytes; fio's default is 4096. */
  public long[] blockSizes() {
    String[] parts = value("bs").orElse("4k").split(",", -1);
    if (parts.length > 3) {
      throw new IllegalArgumentException("expected at most three sizes: read,write,trim");
    }
    long[] sizes = new long[3];
    for (int i = 0; i < 3; i++) {
      String part = i < parts.length ? parts[i] : "";
      sizes[i] = part.isEmpty() ? (i == 0 ? 4096 : sizes[i - 1]) : FioUnits.sizeBytes(part);
    }
    return sizes;
  }

  public long iodepth() {
    return count("iodepth", 1, 65_536);
  }

  public long numjobs() {
    return count("numjobs", 1, 1024);
  }

  /** The total rate asked for, reads and writes added; empty: a closed loop. */
  public Optional<Long> rateIops() {
    return value("rate_iops")
        .map(
            v -> {
              long sum = 0;
              for (String part : v.split(",", -1)) {
                sum += part.isEmpty() ? 0 : FioUnits.count(part, 0, Integer.MAX_VALUE);
              }
              return sum;
            });
  }

  public Optional<Duration> runtime() {
    return value("runtime").map(FioUnits::duration);
  }

  public Duration rampTime() {
    return value("ramp_time").map(FioUnits::duration).orElse(Duration.ZERO);
  }

  public Duration startDelay() {
    return value("startdelay")
        .map(v -> FioUnits.duration(v.substring(v.lastIndexOf('-') + 1)))
        .orElse(Duration.ZERO);
  }

  /** Bytes; empty when not given or given in percent of the device. */
  public Optional<Long> sizeBytes() {
    return value("size").filter(v -> !v.endsWith("%")).map(FioUnits::sizeBytes);
  }

  /** Bytes; empty when not given or given in percent of the size. */
  public Optional<Long> ioSizeBytes() {
    return value("io_size").filter(v -> !v.endsWith("%")).map(FioUnits::sizeBytes);
  }

  /** Whether a flag is set: a bare word or 1. */
  public boolean flag(String name) {
    return has(name) && !value(name).orElse("1").equals("0");
  }

  /** Whether an option that counts (fsync, fdatasync) is given and not 0. */
  public boolean isPositive(String name) {
    return value(name).map(v -> FioUnits.count(v, 0, Integer.MAX_VALUE) > 0).orElse(false);
  }

  private long count(String name, long min, long max) {
    return value(name).map(v -> FioUnits.count(v, min, max)).orElse(1L);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FioOptions other && all().equals(other.all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  @Override
  public String toString() {
    return all().toString();
  }
}
