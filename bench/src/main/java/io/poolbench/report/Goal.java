package io.poolbench.report;

import io.poolbench.compare.CellProgress;
import io.poolbench.compare.CellProgress.State;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Progress;
import io.poolbench.result.AnalysisSpec;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunState;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the headline figures were measured often enough for what the scenario asks, in words.
 *
 * @param declared what was asked
 * @param reached how many figures reached it, and why the run ended
 * @param missed a sentence for each figure that did not
 */
record Goal(String declared, String reached, List<String> missed) {
  static final String TITLE = "Measured often enough?";

  /** Empty where nothing was declared: a fixed number of blocks and no precision. */
  static Optional<Goal> of(Comparison c) {
    List<CellProgress> progress = Progress.of(c);
    AnalysisSpec analysis = c.result().run().analysis();
    if ((analysis.precision().isEmpty() && !analysis.isAdaptive()) || progress.isEmpty()) {
      return Optional.empty();
    }
    List<String> missed =
        progress.stream().filter(p -> p.state() != State.REACHED).map(Goal::words).toList();
    return Optional.of(new Goal(declared(analysis), reached(c, progress), missed));
  }

  private static String declared(AnalysisSpec analysis) {
    String goal =
        analysis.precision().isPresent()
            ? "each ratio known to ±%s %%".formatted(percent(analysis.precision().getAsDouble()))
            : "a verdict on each headline figure";
    if (!analysis.isAdaptive()) {
      return goal + ".";
    }
    String looks = analysis.looks().stream().map(String::valueOf).collect(Collectors.joining(", "));
    Double budget = analysis.budgetSeconds();
    return "%s, with looks after %s blocks%s."
        .formatted(
            goal,
            looks,
            budget == null ? "" : " and a time budget of " + Numbers.figure(budget / 60) + " min");
  }

  private static String reached(Comparison c, List<CellProgress> progress) {
    List<CellProgress> there = progress.stream().filter(p -> p.state() == State.REACHED).toList();
    IntSummaryStatistics pairs = there.stream().mapToInt(CellProgress::pairs).summaryStatistics();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%d of %d headline figures reached it%s."
            .formatted(
                there.size(),
                progress.size(),
                there.isEmpty()
                    ? ""
                    : " with "
                        + (pairs.getMin() == pairs.getMax()
                            ? pairs.getMax()
                            : pairs.getMin() + " to " + pairs.getMax())
                        + " replicates"));
    if (c.result().run().analysis().isAdaptive()) {
      sentences.add(ending(c.result().run(), progress));
    }
    if (there.size() < progress.size()) {
      sentences.add("What more would do supposes replicates that scatter like these.");
    }
    return String.join(" ", sentences);
  }

  private static String ending(RunRecord run, List<CellProgress> progress) {
    String after = "The run ended after " + run.blocks() + " blocks: ";
    if (run.state() != RunState.COMPLETE) {
      return after + "it was cut short.";
    }
    if (run.blocks() >= run.analysis().most()) {
      return after + "there may be no more.";
    }
    if (progress.stream().noneMatch(p -> p.state() == State.OPEN)) {
      boolean givenUp = progress.stream().anyMatch(p -> p.state() == State.BEYOND_REACH);
      return after
          + (givenUp
              ? "what was left would take more than the most there may be."
              : "nothing was left to decide.");
    }
    return after
        + (run.analysis().budgetSeconds() == null
            ? "at the last look no backend needed more."
            : "another block would have gone beyond the time budget.");
  }

  private static String words(CellProgress p) {
    String figure =
        "%s, %s, %s".formatted(p.backend(), p.figure().workload(), p.figure().metric().name());
    if (p.state() == State.NO_DATA) {
      return figure + ": no valid figure to compare.";
    }
    String width =
        p.halfWidth().isPresent()
            ? "±%s %% after %d replicates"
                .formatted(Numbers.figure(p.halfWidth().getAsDouble() * 100), p.pairs())
            : p.pairs() + (p.pairs() == 1 ? " replicate" : " replicates") + ", too few to tell";
    String verdict = p.halfWidth().isPresent() ? ", " + p.verdict().word() : "";
    String more =
        p.more().isPresent()
            ? "about %d more would do".formatted(p.more().getAsInt())
            : p.halfWidth().isPresent()
                ? "more than 1,000 would be needed"
                : "at least 3 are needed";
    return String.format(Locale.ROOT, "%s: %s%s; %s.", figure, width, verdict, more);
  }

  private static String percent(double fraction) {
    return Numbers.plainPercent(fraction);
  }
}
