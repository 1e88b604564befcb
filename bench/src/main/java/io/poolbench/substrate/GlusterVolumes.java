package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.lease.NotBegun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Volumes of this machine's own glusterd, of one brick each (gluster(8)). */
public final class GlusterVolumes {
  /** Those that decide where reads come from and where a write is when it is answered. */
  private static final List<String> TOLD =
      List.of(
          "performance.write-behind",
          "performance.flush-behind",
          "performance.strict-o-direct",
          "performance.io-cache",
          "performance.read-ahead",
          "performance.quick-read",
          "performance.open-behind",
          "network.remote-dio",
          "features.shard");

  /** {@code Option Value}, and a word in brackets where it is the default. */
  private static final Pattern OPTION = Pattern.compile("(?m)^([a-z.-]+) +(\\S+)");

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private GlusterVolumes() {}

  private static final class Taken extends CommandException implements NotBegun {
    private static final long serialVersionUID = 1L;

    Taken(String volume) {
      super(
          "the lab's glusterd has a volume "
              + volume
              + " already, which is not this run's; what a killed run left goes with: poolbench"
              + " cleanup");
    }
  }

  /**
   * Serves a folder's filesystem as a volume, as a lease.
   *
   * @param host the brick's address, not 127.0.0.1
   * @param folder in which the brick is made, a mount point
   */
  public static Lease serve(Journal journal, String host, String volume, Path folder)
      throws Exception {
    return journal.acquire(
        new Creation(GlusterVolumeUndoer.KIND, volume, Map.of()),
        () -> {
          if (volumes().contains(volume)) {
            throw new Taken(volume);
          }
          // a mount point itself is taken for no brick: unmounted, the folder below would be one
          Path brick = Files.createDirectory(folder.resolve("brick"));
          gluster("volume", "create", volume, host + ":" + brick);
          gluster("volume", "start", volume);
          return volume;
        });
  }

  /** The server's version, and the volume's options as they are in effect, by name. */
  public static Map<String, String> effective(String volume) throws InterruptedException {
    Map<String, String> effective = new LinkedHashMap<>();
    effective.put(
        "server", Command.check("glusterfs", "--version").text().lines().findFirst().orElse(""));
    effective.put("volume options", options(gluster("volume", "get", volume, "all")));
    return effective;
  }

  static String options(String shown) {
    List<String> told = new ArrayList<>();
    Matcher option = OPTION.matcher(shown);
    while (option.find()) {
      if (TOLD.contains(option.group(1))) {
        told.add(option.group(1) + "=" + option.group(2));
      }
    }
    told.sort(null);
    return String.join(" ", told);
  }

  /** The volumes that glusterd has. */
  static List<String> volumes() throws InterruptedException {
    // where there is none it says so in a sentence
    return gluster("volume", "list").lines().map(String::strip).toList();
  }

  static String gluster(String... words) throws InterruptedException {
    // as in a script: without questions
    List<String> command = new ArrayList<>(List.of("gluster", "--mode=script"));
    command.addAll(List.of(words));
    return Command.check(LONGEST, command).output();
  }
}
