package io.poolbench.fio;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the values of the options poolbench relies on; other values are left to fio itself. */
final class FioValues {
  private static final List<String> ENGINES =
      List.of("libaio", "io_uring", "psync", "sync", "pvsync", "pvsync2", "posixaio", "mmap");
  private static final List<String> RW =
      List.of(
          "read",
          "write",
          "trim",
          "randread",
          "randwrite",
          "randtrim",
          "rw",
          "readwrite",
          "randrw",
          "trimwrite",
          "randtrimwrite");
  private static final Set<String> FLAGS =
      Set.of("direct", "buffered", "time_based", "group_reporting", "stonewall", "thread");

  private static final Pattern UNSAFE = Pattern.compile("[;#\\p{Cntrl}]");

  private FioValues() {}

  static Optional<String> problem(FioOption option) {
    String name = option.canonicalName();
    if (option.value().isEmpty()) {
      return needsValue(name) ? Optional.of("expected a value: " + name + "=…") : Optional.empty();
    }
    String value = option.value().get();
    try {
      check(name, value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private static boolean needsValue(String name) {
    return switch (name) {
      case "rw",
          "bs",
          "iodepth",
          "numjobs",
          "runtime",
          "ramp_time",
          "size",
          "io_size",
          "ioengine",
          "rate_iops",
          "fsync",
          "fdatasync",
          "loops",
          "number_ios",
          "startdelay" ->
          true;
      default -> false;
    };
  }

  private static void check(String name, String value) {
    // fio expands $jobname and the like, and hands a sum of them to a shell (options.c, bc_calc)
    if (value.contains("$") || value.contains("`")) {
      throw new IllegalArgumentException(
          "refused: fio's $ and ` substitutions run programs: write the value");
    }
    // only an inline value can hold these: fio would cut it there, or read a second option
    if (UNSAFE.matcher(value).find()) {
      throw new IllegalArgumentException("expected a value without ; # or line ends");
    }
    if (FLAGS.contains(name)) {
      oneOf(value, List.of("0", "1"));
      return;
    }
    switch (name) {
      case "rw" -> oneOf(value.split(":", 2)[0], RW);
      case "ioengine" -> oneOf(value, ENGINES);
      case "bs" -> blockSizes(value);
      case "size", "io_size" -> sizeOrPercent(value);
      case "iodepth" -> FioUnits.count(value, 1, 65_536);
      case "numjobs" -> FioUnits.count(value, 1, 1024);
      case "number_ios", "loops" -> FioUnits.count(value, 1, Long.MAX_VALUE);
      case "fsync", "fdatasync" -> FioUnits.count(value, 0, Integer.MAX_VALUE);
      case "rwmixread", "rwmixwrite" -> FioUnits.count(value, 0, 100);
      case "rate_iops" -> rates(value);
      case "runtime", "ramp_time" -> FioUnits.duration(value);
      case "startdelay" -> {
        for (String part : value.split("-", 2)) {
          FioUnits.duration(part);
        }
      }
      case "mem" -> without(value, ":", "a file behind the I/O buffers");
      case "buffer_pattern", "verify_pattern" -> without(value, "'", "a pattern file");
      default -> {}
    }
  }

  private static void oneOf(String value, List<String> allowed) {
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          "expected one of "
              + String.join(", ", allowed)
              + ", found '"
              + value
              + "'"
              + FioWords.nearest(value, allowed).map(n -> "; did you mean " + n + "?").orElse(""));
    }
  }

  private static void blockSizes(String value) {
    String[] parts = value.split(",", -1);
    if (parts.length > 3) {
      throw new IllegalArgumentException("expected at most three sizes: read,write,trim");
    }
    for (String part : parts) {
      if (!part.isEmpty() && FioUnits.sizeBytes(part) == 0) {
        throw new IllegalArgumentException("expected a block size above 0");
      }
    }
  }

  private static void sizeOrPercent(String value) {
    if (value.endsWith("%")) {
      FioUnits.count(value.substring(0, value.length() - 1), 1, 100);
    } else if (FioUnits.sizeBytes(value) == 0) {
      throw new IllegalArgumentException("expected a size above 0");
    }
  }

  private static void rates(String value) {
    for (String part : value.split(",", -1)) {
      if (!part.isEmpty()) {
        FioUnits.count(part, 0, Integer.MAX_VALUE);
      }
    }
  }

  private static void without(String value, String mark, String what) {
    if (value.contains(mark)) {
      throw new IllegalArgumentException("refused: " + what + " would leave the test disk");
    }
  }
}
