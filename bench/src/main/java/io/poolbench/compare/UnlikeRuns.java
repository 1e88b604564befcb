package io.poolbench.compare;

import io.poolbench.result.MatteringFacts;
import io.poolbench.result.PlanDifferences;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.Sides;
import java.util.ArrayList;
import java.util.List;

/** Why the figures of two runs may differ though storage does not. */
public final class UnlikeRuns {
  private UnlikeRuns() {}

  /**
   * What of a run is not as it was at the base and bears on figures, in words: the place, the
   * scenario, the guest, the host, the substrate. Empty when nothing is.
   */
  public static List<String> differences(RunResult base, RunResult candidate) {
    RunRecord one = base.run();
    RunRecord other = candidate.run();
    Sides sides = new Sides("in " + one.id(), "in " + other.id());
    List<String> differences = new ArrayList<>();
    differ(differences, "place", one.place(), other.place(), sides);
    differ(differences, "scenario", one.scenario(), other.scenario(), sides);
    differences.addAll(PlanDifferences.ofMeasured(one, other, sides));
    differences.addAll(
        MatteringFacts.ofHosts(MatteringFacts.host(one), MatteringFacts.host(other), sides));
    differences.addAll(MatteringFacts.ofSubstrates(one.substrate(), other.substrate(), sides));
    return List.copyOf(differences);
  }

  private static void differ(
      List<String> differences, String what, String one, String other, Sides sides) {
    if (!one.equals(other)) {
      differences.add(sides.differ(what, one, other));
    }
  }
}
