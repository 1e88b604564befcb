package io.poolbench.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.style;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;
import static j2html.TagCreator.ul;

import io.poolbench.compare.Comparison;
import io.poolbench.result.RunRecord;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code index.html}: one file that needs no network and no script. */
final class HtmlPage {
  private final Comparison c;
  private final RunRecord run;
  private final RawFiles raw;

  HtmlPage(Comparison comparison, RawFiles raw) {
    this.c = comparison;
    this.run = comparison.result().run();
    this.raw = raw;
  }

  String render() {
    String question = run.question().isBlank() ? run.scenario() : run.question();
    DomContent page =
        html(
                head(
                    meta().withCharset("utf-8"),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    meta().withName("color-scheme").withContent("light dark"),
                    title(question + " – poolbench"),
                    style(rawHtml(stylesheet()))),
                body(
                    header(
                        p(text("poolbench · " + run.scenario() + " · " + run.id()))
                            .withClass("eyebrow"),
                        h1(question),
                        Caveat.of(c).isEmpty() ? text("") : pills()),
                    main(answer(), workloads(), new HtmlDisclosure(c, raw).render()),
                    footer(p(text("Rendered by poolbench from results/" + run.id() + " alone.")))))
            .withLang("en");
    return "<!DOCTYPE html>\n" + Markup.render(page) + "\n";
  }

  private DomContent answer() {
    HtmlTables tables = new HtmlTables(c);
    return section(
            h2("The answer"),
            tables.glance(),
            caveats(),
            each(
                Answer.of(c),
                answer ->
                    div(
                            h3(a(answer.description()).withHref("#" + anchor(answer.workload()))),
                            div(each(answer.sentences(), HtmlPage::sentence)).withClass("columns"))
                        .withClass("answer")),
            goal())
        .withId("answer");
  }

  private DomContent goal() {
    return Goal.of(c)
        .<DomContent>map(
            g ->
                div(
                        h3(Goal.TITLE),
                        p(text("Asked: " + g.declared() + " " + g.reached())),
                        ul(each(g.missed(), m -> li(m))).withClass("clauses"))
                    .withClass("answer"))
        .orElse(text(""));
  }

  private static DomContent sentence(Answer.Sentence s) {
    return div(
        p(s.figure()).withClass("label"),
        ul(each(
                s.clauses(),
                clause ->
                    li(
                        strong(clause.subject()),
                        text(clause.predicate().replace(" %", "\u00a0%")))))
            .withClass("clauses"),
        s.closing().isEmpty() ? text("") : p(s.closing()).withClass("notes"));
  }

  private DomContent caveats() {
    List<Caveat> caveats = Caveat.of(c);
    if (caveats.isEmpty()) {
      return text("");
    }
    return ul(each(
            caveats,
            caveat ->
                li(strong(caveat.title()), text(" " + caveat.text()))
                    .withClass(caveat.grave() ? "grave" : "mild")))
        .withClass("caveats")
        .attr("aria-label", "What to know before reading the figures");
  }

  private DomContent pills() {
    return ul(each(
            Caveat.of(c),
            caveat -> li(caveat.title()).withClass(caveat.grave() ? "grave" : "mild")))
        .withClass("pills")
        .attr("aria-label", "In short");
  }

  private DomContent workloads() {
    HtmlWorkload workload = new HtmlWorkload(c);
    return each(
        run.workloads(),
        w ->
            section(
                    h2(span(w.name()).withClass("mono")),
                    p(w.description()).withClass("lead"),
                    workload.render(w, run.workloads().indexOf(w) + 1))
                .withId(anchor(w.name())));
  }

  static String anchor(String workload) {
    return "w-" + workload.replaceAll("[^A-Za-z0-9_.-]", "-");
  }

  private static String stylesheet() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from the jar: build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
