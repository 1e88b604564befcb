package io.poolbench.validity;

import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A guest that saw something else than the run's other guests: what differs then is not the storage
 * alone. The most common digest is taken as right, among equally common ones the earliest. A failed
 * trial may have ended before its guest could be digested and has no say.
 */
final class GuestDiffers implements Check {
  private static final int SHOWN = 12;

  @Override
  public String name() {
    return "guest-differs";
  }

  @Override
  public List<Finding> examine(RunResult run) {
    List<TrialRecord> measured =
        run.trials().stream().map(TrialResult::trial).filter(t -> t.failure() == null).toList();
    if (measured.isEmpty()) {
      return List.of();
    }
    TrialRecord usual = usual(measured);
    long alike = measured.stream().filter(t -> t.guestDigest().equals(usual.guestDigest())).count();
    return measured.stream()
        .filter(t -> !t.guestDigest().equals(usual.guestDigest()))
        .map(t -> finding(t, usual, alike, measured.size()))
        .toList();
  }

  private Finding finding(TrialRecord t, TrialRecord usual, long alike, int of) {
    String reason =
        "What its guest could see has digest "
            + shown(t)
            + ", that of "
            + alike
            + " of "
            + of
            + " trials is "
            + shown(usual)
            + ": the guests were not identical. Compare domain.xml in "
            + t.folder()
            + " and "
            + usual.folder()
            + ".";
    return new Finding(t.index(), t.backend(), "*", name(), Validity.INVALID, reason);
  }

  /** The first trial with the most common digest. */
  private static TrialRecord usual(List<TrialRecord> measured) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    measured.forEach(t -> counts.merge(t.guestDigest(), 1, Integer::sum));
    TrialRecord usual = measured.get(0);
    for (TrialRecord t : measured) {
      if (count(counts, t) > count(counts, usual)) {
        usual = t;
      }
    }
    return usual;
  }

  private static int count(Map<String, Integer> counts, TrialRecord t) {
    return counts.getOrDefault(t.guestDigest(), 0);
  }

  private static String shown(TrialRecord t) {
    String digest = t.guestDigest();
    return digest.isEmpty() ? "none" : digest.substring(0, Math.min(SHOWN, digest.length()));
  }
}
