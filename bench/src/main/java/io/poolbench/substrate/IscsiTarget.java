package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.lease.NotBegun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device served as LUN 1 of a target of its own, by the tgtd of the lab (tgtadm(8)).
 *
 * <p>Its store is {@code rdwr} with direct I/O: a flush is answered after fdatasync(2). The store
 * {@code aio} answers it at once, as strace(1) of tgt 1.0.85 shows, though the device has a cache.
 */
public final class IscsiTarget {
  /** SBC-3, caching mode page (08h): with the bit for the write cache (WCE) off, the rest as is. */
  private static final String NO_WRITE_CACHE =
      "mode_page=8:0:18:0x10:0:0xff:0xff:0:0:0xff:0xff:0xff:0xff:0x80:0x14:0:0:0:0:0:0";

  private static final Pattern TARGET = Pattern.compile("(?m)^Target (\\d+): (\\S+)$");

  private static final Pattern PORTAL = Pattern.compile("(?m)^Portal: ([^,\\s]+),\\d+$");

  private IscsiTarget() {}

  /**
   * Whom a target lets in.
   *
   * @param passwordFile a file with the password alone
   */
  public record Account(String user, Path passwordFile) {}

  private static final class Taken extends CommandException implements NotBegun {
    private static final long serialVersionUID = 1L;

    Taken(String what) {
      super("the lab's tgtd has " + what + " already, which is not this run's");
    }
  }

  /**
   * Serves a device, as a lease.
   *
   * @param account whom it lets in; everybody when empty
   * @param writeCache whether writes may be answered before the device was told to flush them
   */
  public static Lease serve(
      Journal journal, Path device, String iqn, Optional<Account> account, boolean writeCache)
      throws Exception {
    Map<String, String> details = new LinkedHashMap<>();
    account.ifPresent(a -> details.put(IscsiTargetUndoer.USER, a.user()));
    return journal.acquire(
        new Creation(IscsiTargetUndoer.KIND, iqn, details),
        () -> {
          refuseTaken(iqn, account);
          int free = targets().values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
          serve(device, iqn, account, writeCache, String.valueOf(free));
          return iqn;
        });
  }

  private static void refuseTaken(String iqn, Optional<Account> account)
      throws InterruptedException {
    if (targets().containsKey(iqn)) {
      throw new Taken("a target " + iqn);
    }
    if (account.isPresent() && accounts().contains(account.get().user())) {
      throw new Taken("an account " + account.get().user());
    }
  }

  private static void serve(
      Path device, String iqn, Optional<Account> account, boolean writeCache, String tid)
      throws InterruptedException {
    tgtadm("--op", "new", "--mode", "target", "--tid", tid, "--targetname", iqn);
    List<String> lun = List.of("--mode", "logicalunit", "--tid", tid, "--lun", "1");
    tgtadm(
        lun,
        List.of("--op", "new", "--backing-store", device.toString()),
        List.of("--bstype", "rdwr", "--bsoflags", "direct"));
    if (!writeCache) {
      tgtadm(lun, List.of("--op", "update", "--params", NO_WRITE_CACHE));
    }
    if (account.isPresent()) {
      newAccount(account.get());
      tgtadm("--op", "bind", "--mode", "account", "--tid", tid, "--user", account.get().user());
    }
    tgtadm("--op", "bind", "--mode", "target", "--tid", tid, "--initiator-address", "ALL");
  }

  /** By a shell that reads the file: what fails is quoted with its arguments. */
  private static void newAccount(Account account) throws InterruptedException {
    Command.check(
        "sh",
        "-c",
        "exec tgtadm --lld iscsi --op new --mode account --user \"$1\" --password \"$(cat -- \"$2\")\"",
        "sh",
        account.user(),
        account.passwordFile().toString());
  }

  @SafeVarargs
  private static void tgtadm(List<String>... parts) throws InterruptedException {
    List<String> words = new ArrayList<>();
    for (List<String> part : parts) {
      words.addAll(part);
    }
    tgtadm(words.toArray(String[]::new));
  }

  static void tgtadm(String... words) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("tgtadm", "--lld", "iscsi"));
    Collections.addAll(command, words);
    Command.check(command.toArray(String[]::new));
  }

  /** The targets that tgtd has, by name; none when it does not run. */
  static Map<String, Integer> targets() throws InterruptedException {
    Map<String, Integer> targets = new LinkedHashMap<>();
    Matcher line = TARGET.matcher(shown("target"));
    while (line.find()) {
      targets.put(line.group(2), Integer.valueOf(line.group(1)));
    }
    return targets;
  }

  /** Where tgtd answers, each with its port; none when it does not run. */
  static List<String> portals() throws InterruptedException {
    return PORTAL.matcher(shown("portal")).results().map(found -> found.group(1)).toList();
  }

  /** The users that tgtd knows. */
  static List<String> accounts() throws InterruptedException {
    return shown("account").lines().skip(1).map(String::strip).toList();
  }

  private static String shown(String mode) throws InterruptedException {
    List<String> command = List.of("tgtadm", "--lld", "iscsi", "--op", "show", "--mode", mode);
    Command.Result shown = Command.run(Duration.ofSeconds(60), command);
    if (shown.exitCode() == 0) {
      return shown.output();
    }
    // what it served went with it
    if (shown.errors().contains("can't send the request to the tgt daemon")) {
      return "";
    }
    throw new CommandException(String.join(" ", command) + " failed: " + shown.errors().strip());
  }
}
