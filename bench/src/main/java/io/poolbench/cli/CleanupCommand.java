package io.poolbench.cli;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Reaper;
import io.poolbench.lease.Reaper.Leftover;
import io.poolbench.lease.Reaper.Reaped;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
      "Takes down what killed runs left: guests, pools, mounts, loop devices, work folders, labs.",
      "Acts only on what the runs' journals name; results are never touched. Runs that are still"
          + " going on are left alone."
    })
final class CleanupCommand implements Callable<Integer> {
  @Mixin private SharedOptions shared = new SharedOptions();
  @Mixin private PlaceOption place = new PlaceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--dry-run", description = "Only list what would be taken down.")
  private boolean dryRun;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Wiring wiring = new Wiring()) {
      List<Path> roots = new ArrayList<>(LabFolders.journals(shared.workFolder()));
      if (!place.isLab()) {
        roots.add(0, shared.results());
      }
      List<Reaper> reapers = roots.stream().map(r -> new Reaper(r, wiring.undoers())).toList();
      List<Leftover> found = reapers.stream().flatMap(r -> r.find().stream()).toList();
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
      for (Reaped reaped : reapers.stream().flatMap(r -> r.reap().stream()).toList()) {
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
