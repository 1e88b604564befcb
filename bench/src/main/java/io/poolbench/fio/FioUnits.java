package io.poolbench.fio;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * fio's units as fio 3.33 reads them (parse.c: get_mult_bytes, get_mult_time), except that what fio
 * reads in a way few would guess is refused instead: {@code 1MiB} is 1,000,000 bytes to fio, and
 * {@code 30min} is 30 microseconds.
 */
public final class FioUnits {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,19})([kmgtp]?)(i?b?)");
  private static final Pattern TIME = Pattern.compile("(\\d{1,18})([a-z]*)");
  private static final String SIZE_EXPECTED = "expected a size such as 4096, 4k, 1m or 1g";
  private static final String TIME_EXPECTED = "expected a time such as 30, 30s, 500ms, 5m or 1h";

  private FioUnits() {}

  /**
   * Bytes; a prefix counts 1024 (fio's kb_base default).
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static long sizeBytes(String text) {
    Matcher m = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!m.matches() || (m.group(2).isEmpty() && !m.group(3).isEmpty())) {
      throw new IllegalArgumentException(SIZE_EXPECTED + ", found '" + text + "'");
    }
    if (m.group(3).equals("ib")) {
      throw new IllegalArgumentException(
          "fio reads '"
              + text
              + "' in powers of 1000; for powers of 1024 write "
              + m.group(1)
              + m.group(2));
    }
    int power = m.group(2).isEmpty() ? 0 : "kmgtp".indexOf(m.group(2)) + 1;
    try {
      return Math.multiplyExact(Long.parseLong(m.group(1)), 1L << (10 * power));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(SIZE_EXPECTED + ", '" + text + "' is too large", e);
    }
  }

  /**
   * A time; without a unit, seconds.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Duration duration(String text) {
    Matcher m = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      throw new IllegalArgumentException(TIME_EXPECTED + ", found '" + text + "'");
    }
    try {
      long n = Long.parseLong(m.group(1));
      return switch (m.group(2)) {
        case "us", "usec" -> Duration.ofNanos(Math.multiplyExact(n, 1000L));
        case "ms", "msec" -> Duration.ofMillis(n);
        case "", "s" -> Duration.ofSeconds(n);
        case "m" -> Duration.ofMinutes(n);
        case "h" -> Duration.ofHours(n);
        case "d" -> Duration.ofDays(n);
        default ->
            throw new IllegalArgumentException(
                TIME_EXPECTED + ", fio takes the unknown unit in '" + text + "' for microseconds");
      };
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(TIME_EXPECTED + ", '" + text + "' is too long", e);
    }
  }

  /**
   * A whole number without a unit.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static long count(String text, long min, long max) {
    try {
      long n = Long.parseLong(text.strip());
      if (n >= min && n <= max) {
        return n;
      }
    } catch (NumberFormatException e) {
      // falls through to the message below: not a number and out of range are mended alike
    }
    throw new IllegalArgumentException(
        "expected a whole number from " + min + " to " + max + ", found '" + text + "'");
  }
}
