package io.poolbench.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options of the kind {@code mpath}, checked.
 *
 * @param map somebody's, by its name below {@code /dev/mapper}; the lab's own when empty
 * @param selector how the lab's own map spreads I/O over its paths
 */
record MpathOptions(Optional<String> map, String selector) {
  private static final String LAB = "lab";
  private static final String AUTO = "auto";

  /** Linux, Documentation/admin-guide/device-mapper: dm-service-time, dm-queue-length. */
  private static final List<String> SELECTORS =
      List.of("service-time", "round-robin", "queue-length");

  static final List<BackendKind.Option> OPTIONS =
      List.of(
          new BackendKind.Option(
              "map",
              List.of(),
              LAB,
              "lab, a map over two paths to the lab's own target, or the name of one in /dev/mapper,"
                  + " everything on it is overwritten"),
          new BackendKind.Option(
              "selector",
              List.of(AUTO, SELECTORS.get(0), SELECTORS.get(1), SELECTORS.get(2)),
              AUTO,
              "how the lab's own map chooses a path; auto is service-time"));

  /** What device-mapper takes without escapes (libdm, DM_DEV names). */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9#+.:=@_-]{1,127}");

  static MpathOptions from(Map<String, String> options) {
    String map = text(options, "map");
    String selector = text(options, "selector");
    if (map.equals(LAB)) {
      return new MpathOptions(
          Optional.empty(), selector.equals(AUTO) ? SELECTORS.get(0) : selector);
    }
    if (!NAME.matcher(map).matches()) {
      throw new IllegalArgumentException(
          "map must be lab or the name of a map in /dev/mapper, such as mpatha (multipath -l)");
    }
    if (!selector.equals(AUTO)) {
      throw new IllegalArgumentException(
          "selector can be set for map: lab alone; that of a map of yours is multipathd's, and is"
              + " recorded: leave it out");
    }
    return new MpathOptions(Optional.of(map), "");
  }

  private static String text(Map<String, String> options, String key) {
    String value = options.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " has no value");
    }
    return value;
  }
}
