package io.poolbench.validity;

import java.util.Locale;

/** Figures as reasons show them, the same in every locale. */
final class Words {
  private static final double MIB = 1024 * 1024;

  private Words() {}

  static String mib(long bytes) {
    return decimal(bytes / MIB) + " MiB";
  }

  static String percent(double part, double whole) {
    return decimal(100 * part / whole) + " %";
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
  }
}
