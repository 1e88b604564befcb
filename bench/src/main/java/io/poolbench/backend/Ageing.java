package io.poolbench.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How old an image and its filesystem are made to look before anything is measured.
 *
 * @param fillPercent how full the filesystem is once the image is there, all its free room before
 *     in pieces; 0 leaves it to the image alone
 * @param scattered whether the image's blocks are first written in a random order, which is the
 *     order they are allocated in
 */
public record Ageing(int fillPercent, boolean scattered) {
  static final String FILL_LEVEL = "fill_level";
  static final String LAYOUT = "layout";

  /** What files that stay take at least: without them the free room would be one piece again. */
  private static final int KEPT_PERCENT = 5;

  private static final int LEAST_PERCENT = 10;
  private static final int MOST_PERCENT = 95;
  private static final String NONE = "none";
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%");

  static final List<BackendKind.Option> OPTIONS =
      List.of(
          new BackendKind.Option(
              FILL_LEVEL,
              List.of(),
              NONE,
              "how full the filesystem is made around the image, its free room in pieces: 80%"),
          new BackendKind.Option(
              LAYOUT,
              List.of("sequential", "scattered"),
              "sequential",
              "the order in which the image's blocks are first written, and so allocated"));

  /** A kind's options with those of ageing after them. */
  static List<BackendKind.Option> after(List<BackendKind.Option> options) {
    return Stream.concat(options.stream(), OPTIONS.stream()).toList();
  }

  static Ageing from(Map<String, String> options) {
    String level = options.getOrDefault(FILL_LEVEL, NONE);
    Matcher percent = PERCENT.matcher(level);
    int fill = percent.matches() ? Integer.parseInt(percent.group(1)) : 0;
    if (!level.equals(NONE) && (fill < LEAST_PERCENT || fill > MOST_PERCENT)) {
      throw new IllegalArgumentException(
          "%s: '%s' is no level; expected %d%% to %d%%, or none"
              .formatted(FILL_LEVEL, level, LEAST_PERCENT, MOST_PERCENT));
    }
    return new Ageing(fill, "scattered".equals(options.get(LAYOUT)));
  }

  /** Whether the filesystem is to be filled before the image is made. */
  public boolean fillsFilesystem() {
    return fillPercent > 0;
  }

  /**
   * The settings followed by those of ageing, where there is any: a backend as new is the same as
   * in runs that knew of no ageing, and compares with them.
   */
  Map<String, String> after(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (fillsFilesystem()) {
      all.put(FILL_LEVEL, fillPercent + "%");
    }
    if (scattered) {
      all.put(LAYOUT, "scattered");
    }
    return all;
  }

  /** What a device must hold so that files stay beside an image at that level. */
  long deviceBytes(long withImageAlone) {
    return fillsFilesystem()
        ? withImageAlone * 100 / Math.max(1, fillPercent - KEPT_PERCENT)
        : withImageAlone;
  }
}
