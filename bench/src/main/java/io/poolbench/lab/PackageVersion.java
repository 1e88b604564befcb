package io.poolbench.lab;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package at a version.
 *
 * @param name with its architecture where that is a foreign one ({@code libc6:i386})
 */
record PackageVersion(String name, String version) {
  /** apt prints {@code Inst name [installed] (new origin [arch])}. */
  private static final Pattern INST =
      Pattern.compile("Inst (\\S+) (?:\\[\\S+] )?\\((\\S+) .*", Pattern.DOTALL);

  /**
   * What {@code apt-get --simulate install} would install or upgrade, in its order.
   *
   * @param simulation its output in the C locale
   */
  static List<PackageVersion> of(String simulation) {
    return simulation
        .lines()
        .map(INST::matcher)
        .filter(Matcher::matches)
        .map(m -> new PackageVersion(m.group(1), m.group(2)))
        .toList();
  }

  /** As apt takes it. */
  @Override
  public String toString() {
    return name + "=" + version;
  }
}
