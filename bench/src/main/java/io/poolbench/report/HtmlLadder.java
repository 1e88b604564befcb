package io.poolbench.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.poolbench.compare.Comparison;
import io.poolbench.compare.Ladder;
import io.poolbench.compare.LadderStep;
import io.poolbench.result.WorkloadRecord;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Optional;

/** Where the time of an I/O goes under a workload: a waterfall and a table of steps. */
final class HtmlLadder {
  static final String TITLE = "Where the time goes";

  private final Comparison c;

  HtmlLadder(Comparison comparison) {
    this.c = comparison;
  }

  /** Empty where the workload was measured in the guest alone. */
  Optional<DomContent> render(WorkloadRecord w, String id) {
    List<LadderStep> steps = Ladder.of(c.result(), c.judgement(), w, c.level());
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    String level = Shown.level(c);
    return Optional.of(
        div(
            h3(TITLE),
            p("Each step is one layer: the time of one I/O on its rung less that on the rung below,"
                    + " paired within blocks. host: the host's own I/O on the volume, no QEMU;"
                    + " qemu: QEMU's block layer, no guest; guest: fio in the guest. The steps form a"
                    + " tree, so they are not to be added up.")
                .withClass("notes"),
            figure(
                figcaption(
                    text(
                        "From the rung below (mark) to this one, with the "
                            + level
                            + " % interval of what is added (line); pale: cannot be told from"
                            + " nothing; log scale")),
                div(rawHtml(Waterfall.svg(steps, w.name(), id + "-ladder")))
                    .withClass("scroll")
                    .attr("tabindex", "0")),
            HtmlTables.scroll(
                table(
                    caption("What each layer adds to one I/O, means and medians in µs"),
                    thead(
                        tr(
                            each(
                                List.of(
                                    "rung",
                                    "layer",
                                    "so it",
                                    "added",
                                    "ratio",
                                    "added to the median",
                                    "below",
                                    "here",
                                    "pairs"),
                                name -> th(name).attr("scope", "col")))),
                    tbody(each(steps, HtmlLadder::row)))),
            p(note(steps)).withClass("notes")));
  }

  private static DomContent row(LadderStep step) {
    return tr(
        th(text(step.upper().label()), span("over " + step.lower().label()).withClass("interval"))
            .attr("scope", "row"),
        td(step.adds()),
        td(text(LadderWords.marked(step)), confounded(step)),
        figures(LadderWords.micros(step.addedNanos()), LadderWords.interval(step.added())),
        figures(
            Numbers.ratio(step.ratio()),
            step.ratioInterval().map(LadderWords::bracketedRatio).orElse("")),
        step.medianAdded().isPresent()
            ? figures(
                LadderWords.micros(step.medianAdded().getAsDouble()),
                LadderWords.interval(step.medianInterval()))
            : td(Numbers.NONE).withClass("num"),
        td(LadderWords.micros(step.lowerNanos())).withClass("num"),
        td(LadderWords.micros(step.upperNanos())).withClass("num"),
        td(Integer.toString(step.pairs())).withClass("num"));
  }

  private static DomContent figures(String value, String interval) {
    return td(span(value).withClass("value"), span(interval).withClass("interval"))
        .withClass("num");
  }

  private static DomContent confounded(LadderStep step) {
    String words = LadderWords.confounded(step);
    return words.isEmpty() ? text("") : span(" " + words).withClass("notes");
  }

  private static String note(List<LadderStep> steps) {
    return (steps.stream().anyMatch(LadderStep::suspect)
            ? "† a value that entered is SUSPECT, see Findings. "
            : "")
        + (steps.stream().anyMatch(s -> !s.confounded().isEmpty())
            ? "Confounded: something else than the layer differs, too. "
            : "")
        + "No correction for the number of steps is made: of twenty that add nothing, one seems to."
        + " – no median: the engine tells a mean alone, or an I/O is a write and its sync.";
  }
}
