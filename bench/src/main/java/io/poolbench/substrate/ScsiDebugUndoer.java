package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Unloads scsi_debug, and with it its adapter and what was in its memory; the creation's id is the
 * module's name. One that was loaded by somebody else, or in a later boot, bears another mark and
 * is left.
 */
public final class ScsiDebugUndoer implements Undoer {
  static final String KIND = "scsi_debug";
  static final String MARK = "mark";
  static final String BOOT = "boot";

  /** udev and libvirt look into a disk whenever it was written to. */
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(15);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_LOOK.toNanos();
    while (isThere(creation)) {
      Command.Result unloaded = Command.run(LIMIT, List.of("rmmod", ScsiDebug.MODULE));
      if (unloaded.exitCode() != 0) {
        if (System.nanoTime() > end) {
          throw new CommandException(
              "rmmod scsi_debug failed: "
                  + unloaded.errors().strip()
                  + "; see who uses its disk: lsblk, fuser");
        }
        Thread.sleep(200);
      }
    }
  }

  private static boolean isThere(Creation creation) throws IOException {
    return ScsiDebug.isLoaded()
        && IscsiSession.boot().equals(creation.details().get(BOOT))
        && ScsiDebug.mark().equals(creation.details().get(MARK));
  }
}
