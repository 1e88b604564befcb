package io.poolbench.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.poolbench.compare.Comparison;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.validity.Validity;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table of trials: planned order, phases, validity, raw files. */
final class HtmlTrials {
  private final Comparison c;
  private final RawFiles raw;

  HtmlTrials(Comparison comparison, RawFiles raw) {
    this.c = comparison;
    this.raw = raw;
  }

  DomContent render() {
    Set<String> phases = new LinkedHashSet<>();
    c.result().trials().forEach(t -> phases.addAll(t.trial().phases().keySet()));
    List<String> shown = List.copyOf(phases);
    List<DomContent> rows = new ArrayList<>();
    for (PlannedTrial planned : c.result().run().order()) {
      Optional<TrialResult> stored =
          c.result().trials().stream()
              .filter(t -> t.trial().index() == planned.index())
              .findFirst();
      rows.add(row(planned, stored, shown));
    }
    return HtmlTables.scroll(
        table(
            caption(
                "Seconds by phase; a block is one pass over all backends; trials of one boot had the same guest"),
            thead(
                tr(
                    each(
                        List.of("trial", "block", "backend", "boot", "validity"),
                        name -> th(name).attr("scope", "col")),
                    each(shown, phase -> th(phase).attr("scope", "col")),
                    th("started").attr("scope", "col"),
                    th("raw files").attr("scope", "col"))),
            tbody(each(rows, row -> row))));
  }

  private DomContent row(PlannedTrial planned, Optional<TrialResult> stored, List<String> phases) {
    List<DomContent> columns = new ArrayList<>();
    columns.add(td(Integer.toString(planned.index())).withClass("num"));
    columns.add(td(Integer.toString(planned.block())).withClass("num"));
    columns.add(th(planned.backend()).attr("scope", "row"));
    if (stored.isEmpty()) {
      columns.add(td("not stored").attr("colspan", Integer.toString(phases.size() + 4)));
      return tr(each(columns, column -> column));
    }
    TrialRecord trial = stored.get().trial();
    columns.add(td(trial.boot() == null ? Numbers.NONE : trial.boot().toString()).withClass("num"));
    String failure = trial.failure();
    columns.add(failure == null ? td(chip(worst(trial))) : td("failed: " + failure));
    for (String phase : phases) {
      columns.add(td(HtmlDisclosure.seconds(trial, phase)).withClass("num"));
    }
    columns.add(td(HtmlDisclosure.time(trial.started())));
    columns.add(td(files(stored.get())));
    return tr(each(columns, column -> column));
  }

  private Validity worst(TrialRecord trial) {
    Validity worst = Validity.VALID;
    for (WorkloadRecord w : c.result().run().workloads()) {
      worst = worst.worse(c.judgement().of(trial.index(), w.name()));
    }
    return worst;
  }

  private DomContent files(TrialResult trial) {
    Optional<String> folder = raw.link(trial.folder());
    if (folder.isEmpty()) {
      return text(trial.trial().folder());
    }
    List<String> names = new ArrayList<>(List.of("trial.json"));
    trial.workloads().forEach(w -> names.add(w.rawFile()));
    trial.trial().vantages().forEach(v -> names.add(v.rawFile()));
    return span(
        each(
            names,
            name ->
                span(
                    a(name.replace(".fio.json", ""))
                        .withHref(raw.link(trial.folder().resolve(name)).orElseThrow()),
                    text(" "))));
  }

  static DomContent chip(Validity validity) {
    return span(validity.name()).withClass("chip " + validity.name());
  }
}
