package io.poolbench.report;

import java.awt.Color;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Colours of a chart. Each stands for a custom property of the page and is replaced by its name
 * once drawn: red 1 marks it, green says which family, blue which of it.
 */
final class Ink {
  /** How many colours there are before they repeat. */
  static final int COLOURS = 8;

  static final Color BACKGROUND = new Color(1, 0, 0);
  static final Color GRID = new Color(1, 0, 1);
  static final Color REFERENCE = new Color(1, 0, 2);

  private static final Pattern DRAWN = Pattern.compile("rgb\\(1,([01]),(\\d+)\\)");
  private static final List<String> FIXED = List.of("--card", "--grid", "--muted");
  private static final List<Marker> SHAPES =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.TRAPEZOID,
          SeriesMarkers.RECTANGLE,
          SeriesMarkers.OVAL);

  private Ink() {}

  /** The colour of the backend declared at this place, from 0. */
  static Color series(int place) {
    return new Color(1, 1, place % COLOURS);
  }

  static Color faint(int place) {
    return new Color(1, 1, place % COLOURS, 110);
  }

  static Marker shape(int place) {
    return SHAPES.get(place % SHAPES.size());
  }

  /** Puts the properties' names where their colours were drawn. */
  static String named(String svg) {
    Matcher m = DRAWN.matcher(svg);
    return m.replaceAll(
        found -> {
          int index = Integer.parseInt(found.group(2));
          return "var(" + (found.group(1).equals("0") ? FIXED.get(index) : "--s" + index) + ")";
        });
  }
}
