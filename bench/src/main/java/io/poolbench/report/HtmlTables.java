package io.poolbench.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Verdict;
import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.Statistic;
import io.poolbench.result.WorkloadRecord;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables of figures. */
final class HtmlTables {
  private static final List<Statistic> LATENCIES =
      List.of(
          Statistic.LATENCY_MEAN,
          Statistic.LATENCY_P50,
          Statistic.LATENCY_P95,
          Statistic.LATENCY_P99,
          Statistic.LATENCY_P999);

  private final Comparison c;

  HtmlTables(Comparison comparison) {
    this.c = comparison;
  }

  /** Every headline verdict: a row per backend, a column per workload. */
  DomContent glance() {
    List<Comparison.Headline> heads =
        c.headlines().stream().filter(h -> !h.metric().statistic().isLatency()).toList();
    boolean suspect = c.cells().stream().anyMatch(Cell::suspect);
    boolean excluded = c.cells().stream().anyMatch(cell -> cell.excluded() > 0);
    boolean few =
        c.cells().stream()
            .flatMap(cell -> cell.ratio().stream())
            .anyMatch(r -> r.pairs() >= 3 && r.pairs() <= 5);
    String notes =
        (suspect ? "† a value that entered is SUSPECT. " : "")
            + (excluded ? "‡ values were left out as INVALID. " : "")
            + (few ? "Intervals from 3 to 5 replicates assume normal log-ratios." : "");
    return div(glance(heads), notes.isEmpty() ? text("") : p(notes).withClass("notes"));
  }

  private DomContent glance(List<Comparison.Headline> heads) {
    return scroll(
        table(
                caption("IOPS against " + c.baseline() + " at a glance"),
                thead(
                    tr(
                        th("backend").attr("scope", "col"),
                        each(heads, h -> th(h.workload()).attr("scope", "col")))),
                tbody(
                    each(
                        Shown.backends(c),
                        b ->
                            tr(
                                th(b).attr("scope", "row"),
                                each(heads, h -> glance(c.cell(b, h.workload(), h.metric())))))))
            .withClass("glance"));
  }

  private DomContent glance(Optional<Cell> cell) {
    if (cell.isEmpty()) {
      return td(Numbers.NONE);
    }
    String change = cell.get().ratio().map(r -> signedPercent(r.ratio())).orElse("");
    return td(span(change).withClass("change"), chip(cell.get().verdict()), text(mark(cell.get())));
  }

  DomContent throughput(WorkloadRecord w, IoKind kind) {
    List<Statistic> statistics = present(w, kind, List.of(Statistic.IOPS, Statistic.BANDWIDTH));
    return figures(w, kind, statistics, Shown.kind(kind) + ": throughput");
  }

  DomContent latency(WorkloadRecord w, IoKind kind) {
    return figures(w, kind, LATENCIES, Shown.kind(kind) + ": latency");
  }

  private DomContent figures(
      WorkloadRecord w, IoKind kind, List<Statistic> statistics, String title) {
    List<Cell> cells = Shown.cells(c, w.name(), kind);
    List<DomContent> heads = new ArrayList<>();
    heads.add(th("backend").attr("scope", "col"));
    for (Statistic s : statistics) {
      String unit = Unit.of(s, cells).label();
      heads.add(
          th(text(name(s)), s == Statistic.IOPS ? text("") : span(" " + unit).withClass("unit"))
              .attr("scope", "col"));
      if (isHeadline(w, kind, s)) {
        heads.add(th("verdict").attr("scope", "col"));
      }
    }
    heads.add(th("replicates").attr("scope", "col"));
    List<DomContent> rows = new ArrayList<>();
    for (String backend : Shown.backends(c)) {
      rows.add(row(w, kind, statistics, cells, backend));
    }
    List<String> notes = notes(statistics, cells);
    return div(
        scroll(table(caption(title), thead(tr(each(heads, h -> h))), tbody(each(rows, r -> r)))),
        notes.isEmpty() ? text("") : p(String.join(" ", notes)).withClass("notes"));
  }

  private DomContent row(
      WorkloadRecord w, IoKind kind, List<Statistic> statistics, List<Cell> cells, String backend) {
    List<DomContent> columns = new ArrayList<>();
    columns.add(th(backend).attr("scope", "row"));
    int most = 0;
    int excluded = 0;
    for (Statistic s : statistics) {
      Optional<Cell> cell = c.cell(backend, w.name(), new Metric(kind, s));
      most = Math.max(most, cell.map(found -> found.values().size()).orElse(0));
      excluded = Math.max(excluded, cell.map(Cell::excluded).orElse(0));
    }
    for (Statistic s : statistics) {
      Optional<Cell> cell = c.cell(backend, w.name(), new Metric(kind, s));
      columns.add(figure(cell, Unit.of(s, cells), most));
      if (isHeadline(w, kind, s)) {
        columns.add(cell.map(found -> td(chip(found.verdict()))).orElse(td(Numbers.NONE)));
      }
    }
    String left = excluded > 0 ? " (" + excluded + " left out)" : "";
    columns.add(td(most + left).withClass("num"));
    return tr(each(columns, column -> column))
        .withCondClass(backend.equals(c.baseline()), "baseline");
  }

  /** Three lines: the value, its interval, the ratio to the baseline with its interval. */
  private DomContent figure(Optional<Cell> cell, Unit unit, int rowReplicates) {
    if (cell.isEmpty() || cell.get().mean().isEmpty()) {
      return td(Numbers.NONE).withClass("num");
    }
    Cell found = cell.get();
    String fewer = found.values().size() < rowReplicates ? " n=" + found.values().size() : "";
    return td(
            span(text(TextCells.value(cell, unit)), span(fewer).withClass("unit"))
                .withClass("value"),
            found
                .interval()
                .map(i -> span(TextCells.brackets(i, unit)).withClass("interval"))
                .orElse(span("no interval").withClass("interval")),
            found.ratio().isPresent()
                ? span("× " + TextCells.ratio(cell)).withClass("ratio")
                : text(""))
        .withClass("num");
  }

  private List<String> notes(List<Statistic> statistics, List<Cell> table) {
    List<Cell> cells =
        table.stream().filter(cell -> statistics.contains(cell.metric().statistic())).toList();
    List<String> notes = new ArrayList<>();
    if (cells.stream().anyMatch(Cell::suspect)) {
      notes.add("† a value that entered is SUSPECT, see Findings.");
    }
    int backends = Shown.backends(c).size();
    long figures = cells.stream().filter(cell -> cell.mean().isPresent()).count();
    boolean percentiles = statistics.stream().anyMatch(Statistic::isPercentile);
    if (percentiles && figures < (long) backends * statistics.size()) {
      notes.add("– fewer than 10 samples beyond the percentile, or nothing valid.");
    }
    if (cells.stream().anyMatch(this::selected)) {
      notes.add(
          "Ratios judged slower or faster carry the interval adjusted for having been selected"
              + " (FCR).");
    }
    return notes;
  }

  private boolean selected(Cell cell) {
    return cell.ratio().flatMap(r -> r.selectedInterval()).isPresent();
  }

  private boolean isHeadline(WorkloadRecord w, IoKind kind, Statistic s) {
    return c.headlines().contains(new Comparison.Headline(w.name(), new Metric(kind, s)));
  }

  private List<Statistic> present(WorkloadRecord w, IoKind kind, List<Statistic> wanted) {
    return wanted.stream().filter(s -> c.metrics(w.name()).contains(new Metric(kind, s))).toList();
  }

  static DomContent chip(Verdict verdict) {
    String word = verdict.word();
    return span(word).withClass("chip " + word.replace(' ', '-'));
  }

  private static String mark(Cell cell) {
    return (cell.suspect() ? " †" : "") + (cell.excluded() > 0 ? " ‡" : "");
  }

  private static String name(Statistic s) {
    return switch (s) {
      case IOPS -> "IOPS";
      case BANDWIDTH -> "bandwidth";
      case LATENCY_MEAN -> "mean";
      case LATENCY_P50 -> "p50";
      case LATENCY_P95 -> "p95";
      case LATENCY_P99 -> "p99";
      case LATENCY_P999 -> "p99.9";
    };
  }

  private static String signedPercent(double ratio) {
    double change = (ratio - 1) * 100;
    String digits = Math.abs(change) < 9.95 ? "%.1f" : "%,.0f";
    String sign = change < 0 ? "−" : "+";
    return sign + String.format(Locale.ROOT, digits, Math.abs(change)) + " %";
  }

  static DomContent scroll(DomContent table) {
    return div(table).withClass("scroll").attr("tabindex", "0");
  }
}
