package io.poolbench.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import io.poolbench.compare.Comparison;
import j2html.tags.DomContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the words of a report mean, and what it cannot say. */
final class HtmlReadingGuide {
  private HtmlReadingGuide() {}

  static DomContent render(Comparison c) {
    String level = Shown.level(c) + " %";
    String zone = "±" + Numbers.plainPercent(c.equivalence()) + " %";
    Map<String, String> words = new LinkedHashMap<>();
    words.put(
        "replicate",
        "one fresh provision of a backend, measured once. It is the unit of inference, not the"
            + " single I/O.");
    words.put("value", "the geometric mean over replicates, with its " + level + " interval.");
    words.put(
        "ratio",
        "the backend's figure over that of "
            + c.baseline()
            + ", paired within blocks. Below 1 is worse for IOPS and better for a latency.");
    words.put(
        "interval",
        "Student's t on paired log-ratios. Beside a verdict of slower or faster it is widened for"
            + " having been selected, so that it never contradicts the verdict.");
    words.put(
        "slower, faster",
        "no difference is rejected after Benjamini-Hochberg over the "
            + c.tests()
            + " headline figures of this report.");
    if (c.result().run().analysis().isAdaptive()) {
      words.put(
          "looks",
          "what was measured decided how many blocks there are. Verdicts allow for every look at"
              + " growing data; the "
              + level
              + " intervals do not, and cover 93 to 96 % (simulated).");
    }
    words.put("equivalent", "two one-sided tests place the ratio within " + zone + ".");
    words.put(
        "inconclusive", "neither could be shown: the interval says what is left. Measure more.");
    words.put("no interval", "fewer than three pairs.");
    words.put(
        "percentiles",
        "read from merged histograms, never averaged over I/Os; shown only with at least 10"
            + " samples beyond.");
    return div(
        h2("How to read this report"),
        HtmlDisclosure.facts(words),
        p(
            text("More: "),
            code("docs/report.md"),
            text(" (every column), "),
            code("docs/statistics.md"),
            text(" (intervals and verdicts), "),
            code("docs/results.md"),
            text(" (the raw files).")),
        h3("What this report does not tell you"),
        HtmlDisclosure.list(
            List.of(
                "How these backends do on other hardware, kernels, versions or settings than those"
                    + " disclosed above.",
                "How your application will do: these workloads are fio's, and a closed loop's"
                    + " latency is service time without waiting.",
                "How several guests share the storage: one guest ran at a time.",
                "How the figures drift over hours, or on a full or worn device.",
                "Why a layer costs what it costs: but for \"Where the time goes\", figures compare whole"
                    + " paths from guest to device.")));
  }
}
