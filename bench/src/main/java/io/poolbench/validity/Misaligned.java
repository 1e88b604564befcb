package io.poolbench.validity;

import io.poolbench.result.TrialRecord;
import java.util.Optional;

/**
 * A volume that begins inside a block of the device below, so that each 4 KiB of the guest touches
 * two of them. Source: sysfs, {@code start} and {@code alignment_offset} of the volume's block
 * device (Linux, Documentation/ABI/stable/sysfs-block).
 */
final class Misaligned implements TrialCheck {
  private static final long BLOCK_BYTES = 4096;

  @Override
  public String name() {
    return "misaligned";
  }

  @Override
  public Optional<Doubt> doubt(TrialRecord trial) {
    String start = trial.effective().getOrDefault("volume begins at byte", "0");
    String offset = trial.effective().getOrDefault("alignment offset", "0");
    if (isWhole(start) && Long.parseLong(start) % BLOCK_BYTES != 0) {
      return suspect(
          "The volume begins at byte "
              + start
              + " of its device, which is no multiple of 4096: each 4 KiB of the guest touches two"
              + " blocks below. Make the partition begin at 1 MiB.");
    }
    if (isWhole(offset) && Long.parseLong(offset) != 0) {
      return suspect(
          "The kernel says that the volume is "
              + offset
              + " bytes off the device's physical blocks (alignment_offset). Move its beginning by"
              + " as much.");
    }
    return Optional.empty();
  }

  private static boolean isWhole(String text) {
    return text.matches("-?[0-9]{1,18}");
  }

  private static Optional<Doubt> suspect(String reason) {
    return Optional.of(new Doubt(Validity.SUSPECT, reason));
  }
}
