package io.poolbench.cli;

import io.poolbench.result.ResultStore;
import io.poolbench.run.UnfinishedRun;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolbench resume RUN}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Goes on with a run that was killed, interrupted or had trials that failed.",
      "Keeps what was measured and measures the rest in the recorded order, after taking down what"
          + " the run had left. Refuses, naming each difference, when the host or the scenario is no"
          + " longer what it was."
    })
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "A run's name, its folder's in results/.")
  private String run = "";

  @Option(
      names = "--overwrite",
      paramLabel = "DEVICE",
      description = "As in run; what the run itself had left on its devices is taken off first.")
  private Set<String> overwrite = Set.of();

  @Mixin private SharedOptions shared = new SharedOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return Interruptible.run(this::resume);
  }

  private int resume() throws Exception {
    try (Wiring wiring = new Wiring();
        UnfinishedRun unfinished =
            UnfinishedRun.open(new ResultStore(shared.results()), run, wiring.undoers())) {
      return new Measuring(shared, spec.commandLine().getOut(), spec.commandLine().getErr())
          .resume(wiring, unfinished, overwrite);
    }
  }
}
