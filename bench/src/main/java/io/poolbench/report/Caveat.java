package io.poolbench.report;

import io.poolbench.compare.Comparison;
import io.poolbench.result.Accelerator;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunState;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a reader must know before the figures.
 *
 * @param grave whether figures are missing or left out
 */
record Caveat(String title, String text, boolean grave) {
  private static final Pattern LOOP = Pattern.compile("(^|/)loop");

  static List<Caveat> of(Comparison c) {
    RunRecord run = c.result().run();
    List<Caveat> caveats = new ArrayList<>();
    if (run.state() != RunState.COMPLETE) {
      int stored = c.result().trials().size();
      String why = run.problem() == null ? "" : " Reason: " + run.problem();
      caveats.add(
          new Caveat(
              "Incomplete run",
              stored + " of " + run.order().size() + " planned trials were stored." + why,
              true));
    }
    ResumedRun resumed = new ResumedRun(c.result());
    if (resumed.isOne()) {
      caveats.add(new Caveat("Resumed run", resumed.sentences(), false));
    }
    long invalid = count(c, Validity.INVALID);
    if (invalid > 0) {
      caveats.add(
          new Caveat(
              "INVALID: " + findings(invalid),
              "Figures that an INVALID finding names are left out of every comparison. The"
                  + " reasons are under Findings.",
              true));
    }
    long suspect = count(c, Validity.SUSPECT);
    if (suspect > 0) {
      caveats.add(
          new Caveat(
              "SUSPECT: " + findings(suspect),
              "Figures that a SUSPECT finding names are compared and marked †. The reasons are"
                  + " under Findings.",
              false));
    }
    if (run.accelerator() == Accelerator.TCG) {
      caveats.add(
          new Caveat(
              "TCG (emulated)",
              "Every guest instruction was emulated: the host's CPU is part of each figure."
                  + " Neither figures nor ratios transfer to KVM.",
              false));
    }
    if (run.place().equals("lab")) {
      caveats.add(
          new Caveat(
              "Lab",
              "Measured in the user-space lab, on one emulated processor that the whole machine"
                  + " shares: it shows that a set-up works, not how fast or in which order its layers"
                  + " are. Latency was taken in the guest alone: a look at the clock costs the lab's"
                  + " host tens of microseconds. Never compare with figures from elsewhere.",
              false));
    }
    if (run.substrate().values().stream().anyMatch(v -> LOOP.matcher(v).find())) {
      caveats.add(
          new Caveat(
              "Loop file",
              "The bytes end in a prewritten file behind a loop device, so the filesystem below"
                  + " the file is part of every backend. This is not a raw disk.",
              false));
    }
    caveats.addAll(new UnlikeBackends(c).caveats());
    return caveats;
  }

  private static long count(Comparison c, Validity validity) {
    return c.judgement().findings().stream()
        .map(Finding::validity)
        .filter(v -> v == validity)
        .count();
  }

  private static String findings(long n) {
    return String.format(Locale.ROOT, "%d finding%s", n, n == 1 ? "" : "s");
  }
}
