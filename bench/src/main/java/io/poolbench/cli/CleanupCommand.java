package io.poolbench.cli;

import io.poolbench.guest.ApplianceCache;
import io.poolbench.host.Place;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Reaper;
import io.poolbench.lease.Reaper.Leftover;
import io.poolbench.lease.Reaper.Reaped;
import io.poolbench.run.AcceleratorProbe;
import io.poolbench.run.LunCheck;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
          + " going on are left alone. On a terminal it lists what it found, and asks.",
      "With --connect, guests and pools are taken down through that connection, not through the"
          + " one that their run used."
    })
final class CleanupCommand implements Callable<Integer> {
  @Mixin private SharedOptions shared = new SharedOptions();
  @Mixin private PlaceOption place = new PlaceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--dry-run", description = "Only list what would be taken down.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Wiring wiring = new Wiring(connection())) {
      List<Path> roots = new ArrayList<>(LabFolders.journals(shared.workFolder()));
      if (!place.isLab()) {
        roots.add(0, shared.results());
        roots.add(1, AcceleratorProbe.journals(ApplianceCache.ofUser().directory()));
        roots.add(2, LunCheck.journals(shared.workFolder()));
      }
      Reaper reaper = new Reaper(roots, wiring.undoers(), Place.here().journal());
      List<Leftover> found = reaper.find();
      found.forEach(left -> list(out, left));
      int things = found.stream().filter(l -> !l.alive()).mapToInt(l -> l.pending().size()).sum();
      if (found.isEmpty()) {
        out.println("nothing is left of any run");
      }
      if (dryRun) {
        return ExitCodes.OK;
      }
      if (things > 0 && !yes && Terminal.isInteractive() && !agreed(out, things)) {
        out.println("nothing was undone");
        return ExitCodes.OK;
      }
      boolean unreadable = explainUnreadable(found);
      boolean stuck = report(out, reaper.reap(found));
      return unreadable || stuck ? ExitCodes.INCOMPLETE : ExitCodes.OK;
    }
  }

  /** The connection that the line names; a journal's own is the default. */
  private Optional<String> connection() {
    return spec.commandLine().getParseResult().hasMatchedOption("--connect")
        ? Optional.of(shared.uri)
        : Optional.empty();
  }

  /** Newest first, which is the order in which it is undone. */
  private static void list(PrintWriter out, Leftover left) {
    out.println(left.journal() + (left.alive() ? " (still running, left alone)" : ""));
    left.creations().forEach(creation -> out.println("  " + creation));
    left.unreadable().forEach(problem -> out.println("  " + problem));
  }

  private static boolean agreed(PrintWriter out, int things) {
    out.print(things == 1 ? "Undo this? [y/N] " : "Undo these " + things + " things? [y/N] ");
    out.flush();
    Console console = System.console();
    String answer = console == null ? null : console.readLine();
    return answer != null && (answer.strip().equals("y") || answer.strip().equals("yes"));
  }

  private boolean explainUnreadable(List<Leftover> found) {
    PrintWriter err = spec.commandLine().getErr();
    boolean any = false;
    for (Leftover left : found) {
      for (String problem : left.unreadable()) {
        any = true;
        err.println(
            left.journal()
                + ": "
                + problem
                + "\n  What it may name is not undone; look at it, and delete it once that is gone."
                + " A newer poolbench may be able to read it.");
      }
    }
    return any;
  }

  /** Says what was undone and what was not; true when something was not. */
  private boolean report(PrintWriter out, List<Reaped> reaped) {
    PrintWriter err = spec.commandLine().getErr();
    boolean stuck = false;
    for (Reaped of : reaped) {
      for (Creation undone : of.undone()) {
        out.println("undone: " + undone);
      }
      for (String problem : of.problems()) {
        err.println(problem);
        stuck = true;
      }
    }
    if (stuck) {
      err.println(
          "What could not be undone stays in the journal: remove the cause, and repeat"
              + " './poolbench cleanup'. Is libvirt running, under that URI? Another: --connect URI."
              + " Busy: 'fuser -vm DIR' says who uses a mount.");
    }
    return stuck;
  }
}
