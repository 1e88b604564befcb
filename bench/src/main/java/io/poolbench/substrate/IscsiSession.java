package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.lease.NotBegun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * This machine's session with an iSCSI target. libvirt logs in and out; but it leaves the session
 * when it dies in between, and open-iscsi's record of the target, with the password, always.
 */
public final class IscsiSession {
  private static final Path SESSIONS = Path.of("/sys/class/iscsi_session");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_APPEARANCE = Duration.ofSeconds(30);

  private IscsiSession() {}

  private static final class Taken extends CommandException implements NotBegun {
    private static final long serialVersionUID = 1L;

    Taken(String target, List<String> sessions) {
      super(
          ("this machine is logged in to %s already (%s), so somebody uses it, or a run has left it;"
                  + " ./poolbench cleanup, or, when nobody needs it: iscsiadm -m node -T %s -u")
              .formatted(target, String.join(", ", sessions), target));
    }
  }

  /**
   * Claims the session that a pool is about to begin, as a lease that ends it where libvirt did not
   * and removes the record where there was none before.
   *
   * @param portal host and port
   * @throws CommandException when there is a session with that target already; nothing is touched
   */
  public static Lease claim(Journal journal, String target, String portal) throws Exception {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(IscsiSessionUndoer.PORTAL, portal);
    details.put(IscsiSessionUndoer.BOOT, boot());
    details.put(IscsiSessionUndoer.OWN_RECORD, String.valueOf(!hasRecord(target, portal)));
    return journal.acquire(
        new Creation(IscsiSessionUndoer.KIND, target, details),
        () -> {
          List<String> sessions = with(target);
          if (!sessions.isEmpty()) {
            throw new Taken(target, sessions);
          }
          return target;
        });
  }

  /**
   * Logs in to a target at each of several portals, as a lease that logs out.
   *
   * @throws CommandException when there is a session with that target already, or a login fails
   */
  public static Lease login(Journal journal, String target, List<String> portals) throws Exception {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(IscsiSessionUndoer.PORTAL, String.join(" ", portals));
    details.put(IscsiSessionUndoer.BOOT, boot());
    details.put(IscsiSessionUndoer.OWN_RECORD, "true");
    return journal.acquire(
        new Creation(IscsiSessionUndoer.KIND, target, details),
        () -> {
          List<String> sessions = with(target);
          if (!sessions.isEmpty()) {
            throw new Taken(target, sessions);
          }
          for (String portal : portals) {
            check(node(target, portal, "--op", "new"));
            check(node(target, portal, "--login"));
          }
          return target;
        });
  }

  /**
   * udev's name of a LUN at each portal, once it is there.
   *
   * @throws CommandException when one does not appear in time
   */
  public static List<Path> awaitLuns(String target, List<String> portals, int lun)
      throws InterruptedException {
    long end = System.nanoTime() + LONGEST_APPEARANCE.toNanos();
    List<Path> names = new ArrayList<>();
    for (String portal : portals) {
      Path name =
          Path.of("/dev/disk/by-path", "ip-%s-iscsi-%s-lun-%d".formatted(portal, target, lun));
      while (!Files.exists(name)) {
        if (System.nanoTime() > end) {
          throw new CommandException(name + " does not appear; does udev run?");
        }
        Thread.sleep(50);
      }
      names.add(name);
    }
    return names;
  }

  private static void check(Command.Result result) {
    if (result.exitCode() != 0) {
      throw new CommandException(
          String.join(" ", result.command()) + " failed: " + result.errors().strip());
    }
  }

  /** Which boot of this machine this is; a session does not outlive it. */
  static String boot() throws IOException {
    return Files.readString(BOOT).strip();
  }

  /** The kernel's names of the sessions with a target. */
  static List<String> with(String target) throws IOException {
    List<String> found = new ArrayList<>();
    if (!Files.isDirectory(SESSIONS)) {
      return found;
    }
    try (Stream<Path> sessions = Files.list(SESSIONS)) {
      for (Path session : sessions.toList()) {
        if (IscsiFacts.read(session.resolve("targetname")).equals(target)) {
          found.add(String.valueOf(session.getFileName()));
        }
      }
    }
    return found;
  }

  static boolean hasRecord(String target, String portal) throws InterruptedException {
    return node(target, portal).exitCode() == 0;
  }

  /** Runs iscsiadm(8) on a target's record. */
  static Command.Result node(String target, String portal, String... words)
      throws InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("iscsiadm", "--mode", "node", "--targetname", target));
    command.addAll(List.of("--portal", portal));
    command.addAll(List.of(words));
    return Command.run(LIMIT, command);
  }
}
