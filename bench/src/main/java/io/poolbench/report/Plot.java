package io.poolbench.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.poolbench.report.Ticks.Tick;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One chart. XChart draws what is inside the axes; labels are added as SVG text, so that they take
 * the page's font, can be selected and read aloud, and need no fonts where the report is rendered.
 * Colours are names of the page's custom properties, so a chart follows its light or dark scheme.
 */
final class Plot {
  private static final int AXIS_ROOM = 44;
  private static final int TOP = 8;
  private static final int RIGHT = 18;

  /** An axis: its range, its labelled places and its title. */
  record Axis(double low, double high, List<Tick> ticks, String title) {}

  private final int width;
  private final int height;
  private final int left;
  private final Axis x;
  private final Axis y;
  private final XYChart chart;
  private int series;

  /**
   * @param width of the whole, in pixels at its natural size
   * @param height of the whole
   * @param left room for the labels of the vertical axis
   */
  Plot(int width, int height, int left, Axis x, Axis y) {
    this.width = width;
    this.height = height;
    this.left = left;
    this.x = x;
    this.y = y;
    this.chart = new XYChart(width - left - RIGHT, height - TOP - AXIS_ROOM);
    XYStyler s = chart.getStyler();
    s.setChartPadding(0).setLegendVisible(false).setChartTitleVisible(false);
    s.setPlotBorderVisible(false).setPlotContentSize(1.0);
    s.setChartBackgroundColor(Ink.BACKGROUND).setPlotBackgroundColor(Ink.BACKGROUND);
    s.setPlotMargin(0).setAxisTicksVisible(false).setAxisTitlesVisible(false);
    s.setPlotGridLinesVisible(false).setPlotTicksMarksVisible(false);
    s.setXAxisMin(x.low).setXAxisMax(x.high).setYAxisMin(y.low).setYAxisMax(y.high);
  }

  /** Lines across the plot at the labelled places. */
  void verticalGrid() {
    x.ticks.forEach(t -> line(at(t.at(), t.at()), at(y.low, y.high), Ink.GRID, 1, false));
  }

  void horizontalGrid() {
    y.ticks.forEach(t -> line(at(x.low, x.high), at(t.at(), t.at()), Ink.GRID, 1, false));
  }

  void line(double[] xs, double[] ys, Color ink, float thickness, boolean dashed) {
    XYSeries line = chart.addSeries("s" + series++, xs, ys);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(ink);
    float[] dash = dashed ? new float[] {5, 4} : null;
    line.setLineStyle(
        new BasicStroke(thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0));
  }

  /** Marks of one size; XChart knows one size per chart, so the last call decides. */
  void marks(double[] xs, double[] ys, Color ink, Marker shape) {
    XYSeries marks = chart.addSeries("s" + series++, xs, ys);
    marks.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    marks.setMarker(shape);
    marks.setMarkerColor(ink);
  }

  void markSize(int pixels) {
    chart.getStyler().setMarkerSize(pixels);
  }

  /**
   * The chart as an {@code svg} element.
   *
   * @param id unique in the page
   * @param title what it shows, read aloud
   * @param description its figures in words, read aloud
   */
  String svg(String id, String title, String description) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(
              graphics.getCommands(), new PageSize(0, 0, chart.getWidth(), chart.getHeight()))
          .writeTo(drawn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SvgText svg = new SvgText(id, width, height, title, description);
    svg.drawing(left, TOP, drawn.toString(StandardCharsets.UTF_8));
    int bottom = height - AXIS_ROOM;
    for (Tick tick : x.ticks) {
      svg.text(left + chart.getScreenXFromChart(tick.at()), bottom + 18, "middle", tick.label());
    }
    for (Tick tick : y.ticks) {
      svg.text(left - 10, TOP + chart.getScreenYFromChart(tick.at()) + 4, "end", tick.label());
    }
    svg.text(left + chart.getWidth() / 2.0, height - 6, "middle", x.title);
    return svg.end();
  }

  static double[] at(double... places) {
    return places;
  }
}
