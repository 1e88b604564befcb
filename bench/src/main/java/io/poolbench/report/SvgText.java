package io.poolbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@code svg} element: a drawing of VectorGraphics2D with text around it. */
final class SvgText {
  private static final Pattern LINE =
      Pattern.compile(
          "<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\""
              + " y2=\"([^\"]*)\"/>");
  private static final Pattern LONG_FRACTION = Pattern.compile("(\\d+\\.\\d)\\d+");

  private final StringBuilder out = new StringBuilder();

  SvgText(String id, int width, int height, String title, String description) {
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" aria-labelledby=\"%s-t %s-d\">\n",
            width,
            height,
            width,
            height,
            id,
            id));
    out.append("<title id=\"").append(id).append("-t\">").append(Markup.escape(title));
    out.append("</title>\n<desc id=\"").append(id).append("-d\">");
    out.append(Markup.escape(description)).append("</desc>\n");
  }

  /** Adds the shapes of a drawing, without its background, clips and size. */
  void drawing(double left, double top, String svg) {
    out.append(String.format(Locale.ROOT, "<g transform=\"translate(%.0f,%.0f)\">\n", left, top));
    String style = "";
    List<String> points = new ArrayList<>();
    for (String element : svg.lines().map(String::strip).toList()) {
      Matcher line = LINE.matcher(element);
      if (line.matches()) {
        String from = point(line.group(2), line.group(4));
        boolean goesOn = line.group(1).equals(style) && from.equals(points.get(points.size() - 1));
        if (!goesOn) {
          polyline(style, points);
          style = line.group(1);
          points.add(from);
        }
        points.add(point(line.group(3), line.group(5)));
      } else {
        polyline(style, points);
        style = "";
        boolean shape = element.matches("<(ellipse|rect|path|polygon|circle) .*");
        if (shape && !element.contains("fill:rgb(1,0,0)") && !isClip(element)) {
          out.append(Ink.named(shorten(element))).append('\n');
        }
      }
    }
    polyline(style, points);
    out.append("</g>\n");
  }

  void text(double x, double y, String anchor, String text) {
    out.append(
        String.format(
            Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor));
    out.append(Markup.escape(text)).append("</text>\n");
  }

  String end() {
    return out.append("</svg>").toString();
  }

  /** XChart draws a line as segments; one polyline is smaller and keeps its dashes even. */
  private void polyline(String style, List<String> points) {
    if (!points.isEmpty()) {
      out.append("<polyline points=\"").append(String.join(" ", points));
      out.append("\" style=\"").append(Ink.named(shorten(style))).append("\"/>\n");
      points.clear();
    }
  }

  private static boolean isClip(String element) {
    return !element.contains("style=");
  }

  private static String point(String x, String y) {
    return shorten(x) + "," + shorten(y);
  }

  private static String shorten(String numbers) {
    return LONG_FRACTION.matcher(numbers).replaceAll("$1");
  }
}
