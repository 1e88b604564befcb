package io.poolbench.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.poolbench.compare.Comparison;
import io.poolbench.result.RampRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.stats.SteadyState.Outcome;
import io.poolbench.validity.Steadiness;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether throughput held still under a workload: a line that says it, charts and a table. */
final class HtmlConvergence {
  private final Comparison c;
  private final Convergence charts;

  HtmlConvergence(Comparison comparison) {
    this.c = comparison;
    this.charts = new Convergence(comparison);
  }

  /** Empty when no trial kept a series. */
  Optional<DomContent> render(WorkloadRecord w, String id) {
    List<DomContent> figures = new ArrayList<>();
    for (String backend : Shown.backends(c)) {
      charts
          .svg(w, backend, id + "-steady-" + Shown.backends(c).indexOf(backend))
          .ifPresent(svg -> figures.add(chart(backend, svg)));
    }
    List<DomContent> rows = new ArrayList<>();
    int steady = 0;
    int moved = 0;
    for (TrialResult trial : c.result().trials()) {
      Optional<WorkloadResult> measured = trial.workload(w.name());
      Optional<Steadiness> window = measured.flatMap(m -> Steadiness.ofWindow(w, m));
      if (window.isPresent()) {
        steady += window.get().outcome() == Outcome.STEADY ? 1 : 0;
        moved += window.get().outcome() == Outcome.NOT_STEADY ? 1 : 0;
        rows.add(row(trial, window.get(), measured.map(WorkloadResult::ramp)));
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        details(
            summary("Steady state: " + counted(rows.size(), steady, moved)),
            p("Each line is a trial, as a multiple of its own average: intervals thin, the five"
                    + " rounds of the window thick, dashed where the window is not steady. Steady:"
                    + " the rounds stay within a band of 20 % (dashed lines, drawn around the"
                    + " average) and their least-squares line within 10 % of the average."
                    + " Grey, left of 0: a ramp that was to end by itself, in no figure.")
                .withClass("notes"),
            div(each(figures, f -> f)).withClass("charts"),
            HtmlTables.scroll(
                table(
                    caption("Rounds of the window, by trial"),
                    thead(
                        tr(
                            each(
                                List.of(
                                    "trial", "backend", "range", "slope", "window", "ramp: auto"),
                                name -> th(name).attr("scope", "col")))),
                    tbody(each(rows, row -> row))))));
  }

  private static String counted(int all, int steady, int moved) {
    List<String> words = new ArrayList<>();
    if (steady > 0) {
      words.add(steady + " of " + all + " windows steady");
    }
    if (moved > 0) {
      words.add(moved + " of " + all + " not steady");
    }
    int untold = all - steady - moved;
    if (untold > 0) {
      words.add(untold + " of " + all + " cannot be told");
    }
    return String.join(", ", words);
  }

  private static DomContent row(TrialResult trial, Steadiness window, Optional<RampRecord> ramp) {
    String range = window.state().map(s -> percent("%.0f %%", s.range())).orElse(Numbers.NONE);
    String slope = window.state().map(s -> percent("%+.0f %%", s.slope())).orElse(Numbers.NONE);
    return tr(
        td(Integer.toString(trial.trial().index())).withClass("num"),
        th(trial.trial().backend()).attr("scope", "row"),
        td(range).withClass("num"),
        td(slope).withClass("num"),
        td(words(window)).withClass("prose"),
        td(ramp.map(HtmlConvergence::words).orElse(Numbers.NONE)).withClass("prose"));
  }

  private static String percent(String format, double share) {
    return String.format(Locale.ROOT, format, 100 * share);
  }

  private static String words(Steadiness s) {
    return switch (s.outcome()) {
      case STEADY -> "steady";
      case NOT_STEADY -> "not steady";
      case CANNOT_TELL -> "cannot tell: " + s.why();
    };
  }

  private static String words(RampRecord ramp) {
    Steadiness end = Steadiness.ofRamp(ramp);
    String took = String.format(Locale.ROOT, "%.1f s", ramp.seconds());
    return end.outcome() == Outcome.STEADY
        ? "settled after " + took
        : "ended at its bound, " + took + ": " + words(end);
  }

  private static DomContent chart(String backend, String svg) {
    return figure(
        figcaption(backend + ": throughput over time ÷ the window's average"),
        div(rawHtml(svg)).withClass("scroll").attr("tabindex", "0"));
  }
}
