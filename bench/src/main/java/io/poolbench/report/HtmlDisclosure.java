package io.poolbench.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import io.poolbench.compare.Comparison;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.RunRecord;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.validity.Finding;
import j2html.tags.DomContent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything needed to doubt or repeat the run. */
final class HtmlDisclosure {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Comparison c;
  private final RunRecord run;
  private final RawFiles raw;
  private final HtmlTrials trials;

  HtmlDisclosure(Comparison comparison, RawFiles raw) {
    this.c = comparison;
    this.run = comparison.result().run();
    this.raw = raw;
    this.trials = new HtmlTrials(comparison, raw);
  }

  DomContent render() {
    return section(
            h2("Full disclosure"),
            h3("Run"),
            facts(runFacts()),
            h3("Findings"),
            findings(),
            h3("Trials in the order they ran"),
            trials.render(),
            div(
                    div(h3("Guest"), facts(run.guest()), digests()),
                    div(h3("Substrate"), facts(run.substrate())),
                    div(h3("Host"), facts(run.host().facts())))
                .withClass("columns"),
            h3("Backends"),
            each(run.backends(), this::backend),
            h3("fio jobs, verbatim"),
            each(run.workloads(), w -> fold(w.name(), w.fioJob())),
            h3("Scenario, verbatim"),
            fold("scenario.yaml", c.result().scenarioText()),
            files(),
            HtmlReadingGuide.render(c))
        .withId("disclosure");
  }

  private Map<String, String> runFacts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("run", run.id());
    facts.put("scenario", run.scenario());
    facts.put("started", TIME.format(run.started()));
    Instant ended = run.ended();
    facts.put("ended", ended == null ? "unknown" : TIME.format(ended));
    facts.put("state", run.state().name().toLowerCase(Locale.ROOT));
    ResumedRun resumed = new ResumedRun(c.result());
    if (resumed.isOne()) {
      facts.put("resumed", resumed.fact());
    }
    facts.put("poolbench", run.poolbenchVersion());
    facts.put("accelerator", run.accelerator().label());
    facts.put("place", run.place());
    facts.put("seed", Long.toString(run.seed()));
    facts.put("baseline", c.baseline());
    facts.put("level", Shown.level(c) + " %");
    facts.put("zone of equivalence", "±" + Numbers.plainPercent(c.equivalence()) + " %");
    facts.put("tests corrected for", Integer.toString(c.tests()));
    run.analysis()
        .precision()
        .ifPresent(v -> facts.put("declared precision", "±" + Numbers.plainPercent(v) + " %"));
    if (run.analysis().isAdaptive()) {
      facts.put(
          "looks after blocks",
          run.analysis().looks().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    return facts;
  }

  private DomContent findings() {
    List<Finding> findings = c.judgement().findings();
    if (findings.isEmpty()) {
      return p("None: every trial was judged VALID.");
    }
    return HtmlTables.scroll(
        table(
            caption("Reasons to doubt a figure"),
            thead(
                tr(
                    each(
                        List.of("trial", "backend", "workload", "validity", "check", "reason"),
                        name -> th(name).attr("scope", "col")))),
            tbody(
                each(
                    findings,
                    f ->
                        tr(
                            td(Integer.toString(f.trial())).withClass("num"),
                            td(f.backend()),
                            td(f.workload().equals("*") ? "all" : f.workload()),
                            td(HtmlTrials.chip(f.validity())),
                            td(f.check()),
                            td(f.reason()).withClass("prose"))))));
  }

  private DomContent digests() {
    List<String> digests =
        c.result().trials().stream()
            .map(t -> t.trial().guestDigest())
            .filter(d -> !d.isBlank())
            .distinct()
            .toList();
    String said =
        digests.size() == 1
            ? "Guest digest, equal in all trials: "
            : digests.size() + " guest digests: trials that differ here are not alike: ";
    return digests.isEmpty()
        ? text("")
        : p(text(said), each(digests, d -> code(d + " "))).withClass("notes");
  }

  private DomContent backend(BackendRecord backend) {
    List<TrialResult> stored = c.result().trialsOf(backend.name());
    Map<String, String> effective = new LinkedHashMap<>();
    for (TrialResult trial : stored) {
      trial.trial().effective().forEach((name, value) -> merge(effective, name, value));
    }
    List<DomContent> parts = new ArrayList<>();
    parts.add(p(backend.description()));
    parts.add(
        div(
                div(span("settings").withClass("label"), facts(backend.settings())),
                div(span("took effect, as read back").withClass("label"), facts(effective)))
            .withClass("columns"));
    Optional<TrialResult> shown =
        stored.stream().filter(t -> RawFiles.domainXml(t).isPresent()).findFirst();
    shown.ifPresent(
        t ->
            parts.add(
                fold(
                    "domain XML of trial " + t.trial().index(),
                    RawFiles.domainXml(t).orElseThrow())));
    return details(
        summary(span(backend.name()).withClass("mono"), text(" · kind " + backend.kind())),
        each(parts, part -> part));
  }

  private static void merge(Map<String, String> effective, String name, String value) {
    String before = effective.get(name);
    if (before == null) {
      effective.put(name, value);
    } else if (!List.of(before.split(" \\| ", -1)).contains(value)) {
      effective.put(name, before + " | " + value);
    }
  }

  private DomContent files() {
    Path folder = c.result().folder();
    List<String> names = List.of("run.json", "scenario.yaml", "samples.csv");
    return p(
        text("Raw files of the run: "),
        each(
            names,
            name ->
                raw.link(folder.resolve(name))
                    .<DomContent>map(link -> span(a(name).withHref(link), text(" ")))
                    .orElse(span(name + " "))),
        text("in results/" + run.id() + "; the same figures as a table: "),
        a("comparison.csv").withHref("comparison.csv"),
        text("."));
  }

  static DomContent fold(String name, String content) {
    return details(summary(name), pre(code(content)).attr("tabindex", "0"));
  }

  static DomContent facts(Map<String, String> facts) {
    if (facts.isEmpty()) {
      return p("nothing recorded").withClass("notes");
    }
    return dl(each(List.copyOf(facts.entrySet()), f -> div(dt(f.getKey()), dd(f.getValue()))));
  }

  static DomContent list(List<String> items) {
    return ul(each(items, item -> li(item)));
  }

  static String time(Instant when) {
    return TIME.format(when);
  }

  static String seconds(TrialRecord trial, String phase) {
    Double value = trial.phases().get(phase);
    return value == null ? Numbers.NONE : Numbers.seconds(value);
  }
}
