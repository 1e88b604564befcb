package io.poolbench.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as they are shown: three to four significant digits, never the machine's locale. */
final class Numbers {
  /** Stands where there is no number. */
  static final String NONE = "–";

  private Numbers() {}

  /** A figure: {@code 2,412}, {@code 241}, {@code 24.1}, {@code 2.41}, {@code 0.0241}. */
  static String figure(double value) {
    double size = Math.abs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 || size == 0 ? 2 : 3;
    if (size > 0 && size < 0.0995) {
      decimals = Math.min(9, 2 - (int) Math.floor(Math.log10(size)));
    }
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  static String figure(OptionalDouble value) {
    return value.isPresent() ? figure(value.getAsDouble()) : NONE;
  }

  /**
   * A ratio: {@code 0.774}, {@code 12.3}, {@code 1,234}; with more digits where it would look like
   * 1 and is not.
   */
  static String ratio(double value) {
    if (value < 0.0995 || value >= 9.995) {
      return figure(value);
    }
    return String.format(Locale.ROOT, "%." + decimalsApart(value - 1, 3) + "f", value);
  }

  /**
   * A relative difference in percent without its sign and without the word, {@code 0.0234} as
   * {@code 2.3}.
   *
   * @param width the width of its interval, from which the digits follow: 4 points or more allow
   *     none, 0.4 or more one; a difference is never shown as 0
   */
  static String percent(double difference, double width) {
    int wanted = width >= 0.04 ? 0 : width >= 0.004 ? 1 : 2;
    int decimals = decimalsApart(difference * 100, wanted);
    return String.format(Locale.ROOT, "%,." + decimals + "f", Math.abs(difference) * 100);
  }

  /** A zone or level in percent with the digits it was declared with: {@code 2}, {@code 2.5}. */
  static String plainPercent(double fraction) {
    String text = String.format(Locale.ROOT, "%.3f", fraction * 100);
    return text.replaceAll("\\.?0+$", "");
  }

  /** As many decimals as wanted, or the few more it takes to tell a difference from none. */
  private static int decimalsApart(double difference, int wanted) {
    int decimals = wanted;
    while (difference != 0
        && decimals < wanted + 3
        && Math.abs(difference) < 0.5 * Math.pow(10, -decimals)) {
      decimals++;
    }
    return decimals;
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }
}
