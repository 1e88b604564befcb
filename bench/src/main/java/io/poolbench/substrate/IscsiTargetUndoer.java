package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.time.Duration;
import java.util.List;

/** Takes a target off the lab's tgtd, and its account; the creation's id is the target's name. */
public final class IscsiTargetUndoer implements Undoer {
  static final String KIND = "iscsi target";
  static final String USER = "user";

  /** A session that was ended is known to tgtd for a moment more. */
  private static final Duration LONGEST_SESSION_END = Duration.ofSeconds(5);

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws Exception {
    Integer tid = IscsiTarget.targets().get(creation.id());
    if (tid != null) {
      delete(String.valueOf(tid));
    }
    String user = creation.details().get(USER);
    if (user != null && IscsiTarget.accounts().contains(user)) {
      IscsiTarget.tgtadm("--op", "delete", "--mode", "account", "--user", user);
    }
  }

  private static void delete(String tid) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_SESSION_END.toNanos();
    List<String> delete = List.of("--op", "delete", "--mode", "target", "--tid", tid);
    while (System.nanoTime() < end) {
      try {
        IscsiTarget.tgtadm(delete.toArray(String[]::new));
        return;
      } catch (CommandException active) {
        Thread.sleep(200);
      }
    }
    // nobody but the run has been let know of it: whoever still is logged in is one of its own
    Command.check(
        "tgtadm", "--lld", "iscsi", "--op", "delete", "--mode", "target", "--force", "--tid", tid);
  }
}
