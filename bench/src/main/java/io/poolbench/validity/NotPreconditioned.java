package io.poolbench.validity;

import io.poolbench.result.Allocation;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A state that the disk was to be brought into before it was measured, and was not: less was
 * written than asked for, a filesystem is emptier or fuller, an image lies in fewer pieces. What
 * was not read back is passed over.
 */
final class NotPreconditioned implements Check {
  private static final String ASKED = ": bytes asked";
  private static final String WRITTEN = ": bytes written";
  private static final String AT_THE_DEVICE = ": bytes at the device";

  /** Share of the asked bytes; jobs end at whole blocks. */
  private static final double ENOUGH = 0.99;

  /** As {@link DeviceTraffic}, which says why. */
  private static final double ENOUGH_AT_THE_DEVICE = 0.9;

  /** Percentage points; files have sizes, and filesystems tables. */
  private static final long NEAR_POINTS = 5;

  /** An image as new lies in extents of up to 128 MiB on ext4, and of gigabytes on xfs. */
  private static final long MOST_BYTES_IN_A_PIECE = 16L << 20;

  private static final int FEWEST_PIECES = 8;

  /** Cache modes under which what is written reaches the device at once. */
  private static final Set<String> DIRECT = Set.of("none", "directsync");

  @Override
  public String name() {
    return "not-preconditioned";
  }

  @Override
  public List<Finding> examine(RunResult run) {
    List<Finding> findings = new ArrayList<>();
    for (TrialResult stored : run.trials()) {
      TrialRecord trial = stored.trial();
      if (trial.failure() == null) {
        BackendRecord backend = run.run().backend(trial.backend());
        for (String reason : reasons(trial, backend)) {
          findings.add(
              new Finding(trial.index(), trial.backend(), "*", name(), Validity.SUSPECT, reason));
        }
      }
    }
    return findings;
  }

  private static List<String> reasons(TrialRecord trial, BackendRecord backend) {
    List<String> reasons = new ArrayList<>();
    boolean direct = DIRECT.contains(backend.setting(BackendRecord.CACHE));
    for (Map.Entry<String, String> fact : trial.effective().entrySet()) {
      if (fact.getKey().endsWith(ASKED)) {
        String what = fact.getKey().substring(0, fact.getKey().length() - ASKED.length());
        written(trial, what, fact.getValue(), direct, reasons);
      }
    }
    level(trial, backend.settings().getOrDefault("fill_level", "none"), reasons);
    pieces(trial, backend, reasons);
    return reasons;
  }

  private static void written(
      TrialRecord trial, String what, String askedText, boolean direct, List<String> reasons) {
    double asked = number(askedText);
    String written = trial.effective().get(what + WRITTEN);
    if (written != null && number(written) < ENOUGH * asked) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "Of the %s, %s of %s were written (%s). Its time was over first: raise"
                  + " precondition.rounds_max, or ask for fewer rounds.",
              what,
              Words.mib((long) number(written)),
              Words.mib((long) asked),
              Words.percent(number(written), asked)));
    }
    String device = trial.effective().get(what + AT_THE_DEVICE);
    if (device != null && direct && number(device) < ENOUGH_AT_THE_DEVICE * asked) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "Of the %s, %s of %s reached the device: something in between kept, compressed or"
                  + " merged them. Look for a cache or for compression below the guest.",
              what,
              Words.mib((long) number(device)),
              Words.mib((long) asked)));
    }
  }

  private static void level(TrialRecord trial, String declared, List<String> reasons) {
    String level = trial.effective().get("filesystem fill percent");
    if (level != null
        && declared.endsWith("%")
        && Math.abs(number(level) - number(declared.replace("%", ""))) > NEAR_POINTS) {
      reasons.add(
          "Declared was fill_level: "
              + declared
              + ", the filesystem is "
              + level
              + " % full with the image in it. Give the backend a larger device or a smaller disk,"
              + " or another level.");
    }
  }

  private static void pieces(TrialRecord trial, BackendRecord backend, List<String> reasons) {
    Allocation allocation = trial.allocation();
    if (allocation == null) {
      return;
    }
    long fewest = Math.max(FEWEST_PIECES, allocation.virtualBytes() / MOST_BYTES_IN_A_PIECE);
    boolean scattered = backend.settings().getOrDefault("layout", "").equals("scattered");
    boolean filled = backend.settings().getOrDefault("fill_level", "none").endsWith("%");
    boolean qcow2 = backend.settings().getOrDefault("format", "").equals("qcow2");
    if (filled || (scattered && !qcow2)) {
      few(trial, "image extents before the workloads", "the filesystem", fewest, reasons);
    }
    if (scattered && qcow2) {
      few(trial, "image map extents", "the image", fewest, reasons);
    }
  }

  private static void few(
      TrialRecord trial, String fact, String where, long fewest, List<String> reasons) {
    String pieces = trial.effective().get(fact);
    if (pieces != null && number(pieces) < fewest) {
      reasons.add(
          "Ageing did not take: the disk lies in "
              + pieces
              + " pieces of "
              + where
              + " ("
              + fact
              + "), fewer than "
              + fewest
              + " are as good as new. Raise fill_level, or leave preallocation off.");
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
