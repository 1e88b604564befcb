package io.poolbench.cli;

import io.poolbench.result.ResultStore;
import io.poolbench.run.UnmetRequirements;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolbench report [RUN]}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Judges and renders a stored run again, from results/ alone.",
      "Needs no libvirt, no root and no guest: a run can be read on any machine."
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run's name (default: the newest one).")
  private @Nullable String run;

  @Mixin private SharedOptions shared = new SharedOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    ResultStore store = new ResultStore(shared.results());
    String name = run;
    if (name == null) {
      List<String> runs = store.list();
      if (runs.isEmpty()) {
        throw new UnmetRequirements(
            List.of(
                "there is no run in "
                    + store.root()
                    + " yet; './poolbench quickstart' makes a first one"));
      }
      name = runs.get(runs.size() - 1);
    }
    spec.commandLine()
        .getOut()
        .println(
            "report: "
                + Measuring.report(store, name, shared.reports(), spec.commandLine().getOut()));
    return ExitCodes.OK;
  }
}
