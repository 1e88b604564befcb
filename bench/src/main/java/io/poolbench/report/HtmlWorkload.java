package io.poolbench.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.li;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.poolbench.compare.Comparison;
import io.poolbench.compare.Comparison.Headline;
import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.WorkloadRecord;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One workload's section: tables, then charts, then where the time goes, what it costs, and whether
 * it held still.
 */
final class HtmlWorkload {
  private final Comparison c;
  private final HtmlTables tables;
  private final Charts charts;
  private final LatencyCurves curves;
  private final HtmlConvergence convergence;
  private final HtmlLadder ladder;
  private final HtmlCosts costs;

  HtmlWorkload(Comparison comparison) {
    this.c = comparison;
    this.tables = new HtmlTables(comparison);
    this.charts = new Charts(comparison);
    this.curves = new LatencyCurves(comparison);
    this.convergence = new HtmlConvergence(comparison);
    this.ladder = new HtmlLadder(comparison);
    this.costs = new HtmlCosts(comparison);
  }

  DomContent render(WorkloadRecord w, int number) {
    List<DomContent> parts = new ArrayList<>();
    for (IoKind kind : Shown.kinds(c, w)) {
      parts.add(tables.throughput(w, kind));
      parts.add(tables.latency(w, kind));
    }
    parts.add(div(each(charts(w, number), f -> f)).withClass("charts"));
    ladder.render(w, "c" + number).ifPresent(parts::add);
    costs.render(w).ifPresent(parts::add);
    convergence.render(w, "c" + number).ifPresent(parts::add);
    return div(each(parts, part -> part));
  }

  private List<DomContent> charts(WorkloadRecord w, int number) {
    String id = "c" + number;
    List<DomContent> figures = new ArrayList<>();
    charts
        .throughput(w, id + "-iops")
        .ifPresent(
            svg ->
                figures.add(
                    chart(
                        svg,
                        "Throughput with "
                            + Shown.level(c)
                            + " % intervals; dots are replicates (× SUSPECT)")));
    for (Headline h : c.headlines()) {
      if (h.workload().equals(w.name())) {
        Metric metric = h.metric();
        charts
            .ratio(w, metric, id + "-ratio-" + metric.statistic().word())
            .ifPresent(svg -> figures.add(chart(svg, ratioCaption(metric))));
      }
    }
    for (IoKind kind : Shown.kinds(c, w)) {
      Optional<String> svg = curves.svg(w, kind, id + "-curve-" + kind.word());
      svg.ifPresent(drawn -> figures.add(curve(drawn, kind)));
    }
    return figures;
  }

  private String ratioCaption(Metric metric) {
    String figure =
        metric.statistic().isLatency() ? "Mean " + metric.kind().word() + " latency" : "IOPS";
    return figure
        + " relative to "
        + c.baseline()
        + "; dashed: equivalence ±"
        + Numbers.plainPercent(c.equivalence())
        + " %";
  }

  private DomContent curve(String svg, IoKind kind) {
    List<String> backends = Shown.backends(c);
    return figure(
        figcaption(
            text("Latency of " + kind.word() + "s by percentile, replicates merged, log scales")),
        ul(each(
                backends,
                b ->
                    li(
                        span()
                            .withClass("swatch")
                            .withStyle(
                                "background:var(--s" + backends.indexOf(b) % Ink.COLOURS + ")"),
                        text(b))))
            .withClass("legend"),
        div(rawHtml(svg)).withClass("scroll").attr("tabindex", "0"));
  }

  private static DomContent chart(String svg, String caption) {
    return figure(figcaption(caption), div(rawHtml(svg)).withClass("scroll").attr("tabindex", "0"));
  }
}
