package io.poolbench.cli;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Reaper;
import io.poolbench.lease.Reaper.Leftover;
import io.poolbench.lease.Reaper.Reaped;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poolbench cleanup}. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description = {
      "Takes down what killed runs left: guests, pools, mounts, loop devices, work folders.",
      "Acts only on what the runs' journals name; results are never touched. Runs that are still"
          + " going on are left alone."
    })
final class CleanupCommand implements Callable<Integer> {
  @Mixin private SharedOptions shared = new SharedOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--dry-run", description = "Only list what would be taken down.")
  private boolean dryRun;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Wiring wiring = new Wiring()) {
      Reaper reaper = new Reaper(shared.results(), wiring.undoers());
      List<Leftover> found = reaper.find();
      for (Leftover left : found) {
        out.println(left.journal() + (left.alive() ? " (still running, left alone)" : ""));
        left.creations().forEach(creation -> out.println("  " + creation));
      }
      if (found.isEmpty()) {
        out.println("nothing is left of any run");
      }
      if (dryRun) {
        return ExitCodes.OK;
      }
      boolean stuck = false;
      for (Reaped reaped : reaper.reap()) {
        for (Creation undone : reaped.undone()) {
          out.println("undone: " + undone);
        }
        for (String problem : reaped.problems()) {
          spec.commandLine().getErr().println(problem);
          stuck = true;
        }
      }
      return stuck ? ExitCodes.INCOMPLETE : ExitCodes.OK;
    }
  }
}
