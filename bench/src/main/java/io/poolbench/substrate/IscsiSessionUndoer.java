package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.time.Duration;

/**
 * Logs out of a target where libvirt has not, and removes open-iscsi's record of it; the creation's
 * id is the target's name. A session of a later boot is somebody else's and is left.
 */
public final class IscsiSessionUndoer implements Undoer {
  static final String KIND = "iscsi session";

  /** One, or several with a space between. */
  static final String PORTAL = "portal";

  static final String BOOT = "boot";
  static final String OWN_RECORD = "own record";

  /** iscsiadm(8): ISCSI_ERR_NO_OBJS_FOUND, no such session or record. */
  private static final int NOTHING_FOUND = 21;

  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws Exception {
    String target = creation.id();
    String[] portals = creation.details().getOrDefault(PORTAL, "").split(" ", -1);
    boolean lives = !IscsiSession.with(target).isEmpty();
    if (lives && !IscsiSession.boot().equals(creation.details().get(BOOT))) {
      return;
    }
    if (lives) {
      for (String portal : portals) {
        check(IscsiSession.node(target, portal, "--logout"));
      }
      awaitEnd(target);
    }
    if (Boolean.parseBoolean(creation.details().get(OWN_RECORD))) {
      for (String portal : portals) {
        check(IscsiSession.node(target, portal, "--op", "delete"));
      }
    }
  }

  private static void check(Command.Result result) {
    if (result.exitCode() != 0 && result.exitCode() != NOTHING_FOUND) {
      throw new CommandException(
          String.join(" ", result.command()) + " failed: " + result.errors().strip());
    }
  }

  private static void awaitEnd(String target) throws Exception {
    long end = System.nanoTime() + LONGEST_END.toNanos();
    while (!IscsiSession.with(target).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new CommandException(
            "the session with " + target + " does not end: iscsiadm -m session -P 3");
      }
      Thread.sleep(100);
    }
  }
}
