package io.poolbench.cli;

import io.poolbench.compare.JudgedRun;
import io.poolbench.compare.RunComparer;
import io.poolbench.compare.RunComparison;
import io.poolbench.compare.UnlikeRuns;
import io.poolbench.report.RunReports;
import io.poolbench.result.ResultStore;
import io.poolbench.result.RunResult;
import io.poolbench.run.UnmetRequirements;
import io.poolbench.validity.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolbench compare BASE RUN…}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares stored runs of one scenario with one of them, from results/ alone.",
      "Exits with 1 when a headline figure is slower past the scenario's equivalence zone, with 3"
          + " when of one nothing can be said. docs/compare.md explains it."
    })
final class CompareCommand implements Callable<Integer> {
  private static final int FEW_DIFFERENCES = 12;

  @Parameters(index = "0", paramLabel = "BASE", description = "Name of the run to compare with.")
  private String base = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "RUN", description = "Names of runs.")
  private List<String> runs = List.of();

  @Option(
      names = "--force",
      description = "Compare runs that are not alike, too; the differences are named.")
  private boolean force;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write every figure there as CSV.")
  private @Nullable Path csv;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the tables there as Markdown.")
  private @Nullable Path markdown;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Folder of the runs (default: results/ beside the launcher).")
  private @Nullable Path results;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    ResultStore store =
        new ResultStore(
            results == null ? SharedOptions.home().resolve("results") : results.toAbsolutePath());
    refuseTheSameTwice();
    RunResult first = store.load(base);
    List<RunResult> others = runs.stream().map(store::load).toList();
    if (!force) {
      refuseUnlike(first, others);
    }
    RunComparison comparison =
        RunComparer.compare(judged(first), others.stream().map(CompareCommand::judged).toList());
    spec.commandLine().getOut().print(RunReports.table(comparison, Terminal.colours()));
    spec.commandLine().getOut().flush();
    write(csv, RunReports.csv(comparison));
    write(markdown, RunReports.markdown(comparison));
    if (!comparison.regressions().isEmpty()) {
      return ExitCodes.REGRESSION;
    }
    return comparison.untold().isEmpty() && !comparison.rows().isEmpty()
        ? ExitCodes.OK
        : ExitCodes.INCOMPLETE;
  }

  private static JudgedRun judged(RunResult run) {
    return new JudgedRun(run, Judge.judge(run));
  }

  private void refuseTheSameTwice() {
    if (runs.contains(base) || Set.copyOf(runs).size() < runs.size()) {
      throw new UnmetRequirements(
          List.of("a run is named twice: name the base, then each other run once"));
    }
  }

  private static void refuseUnlike(RunResult base, List<RunResult> others) {
    List<String> lines = new ArrayList<>();
    for (RunResult other : others) {
      List<String> differences = UnlikeRuns.differences(base, other);
      if (!differences.isEmpty()) {
        lines.add(
            "%s is not like %s; what differs may be the reason of whatever is found:"
                .formatted(other.run().id(), base.run().id()));
        differences.stream().limit(FEW_DIFFERENCES).forEach(d -> lines.add("  " + d));
        if (differences.size() > FEW_DIFFERENCES) {
          lines.add("  and %d more".formatted(differences.size() - FEW_DIFFERENCES));
        }
      }
    }
    if (!lines.isEmpty()) {
      lines.add("to compare them all the same: --force");
      throw new UnmetRequirements(lines);
    }
  }

  private static void write(@Nullable Path file, String text) throws IOException {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UnmetRequirements(List.of("cannot write " + file + ": " + e));
    }
  }
}
