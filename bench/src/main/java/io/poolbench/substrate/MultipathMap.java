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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A map of device-mapper's target {@code multipath} (Linux, drivers/md/dm-mpath.c), made by
 * dmsetup(8) alone: no multipathd takes up what is not meant for it.
 */
public final class MultipathMap {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private MultipathMap() {}

  private static final class Taken extends CommandException implements NotBegun {
    private static final long serialVersionUID = 1L;

    Taken(String name) {
      super(
          "device-mapper has a map %s already, which is not this run's; ./poolbench cleanup, or, when nobody needs it: dmsetup remove %s"
              .formatted(name, name));
    }
  }

  /**
   * Makes a map over paths to one LUN, as a lease. Without a path left I/O fails, and is not queued
   * for ever: a trial is to fail then.
   *
   * @param selector how it chooses a path, such as {@code service-time}
   * @param paths devices of one size
   */
  public static Lease create(Journal journal, String name, String selector, List<Path> paths)
      throws Exception {
    // by this prefix udev and lsblk know a map over paths
    String uuid = "mpath-poolbench-" + UUID.randomUUID();
    return journal.acquire(
        new Creation(MultipathMapUndoer.KIND, name, Map.of(MultipathMapUndoer.UUID, uuid)),
        () -> {
          if (uuid(name).isPresent()) {
            throw new Taken(name);
          }
          Command.check("modprobe", "-a", "dm-multipath", "dm-" + selector);
          Command.check(
              "dmsetup", "create", name, "--uuid", uuid, "--table", table(selector, paths));
          return name;
        });
  }

  private static String table(String selector, List<Path> paths) throws IOException {
    StringBuilder table = new StringBuilder();
    String sectors = IscsiFacts.read(ScsiFacts.disk(paths.get(0)).resolve("size"));
    table.append("0 ").append(sectors).append(" multipath 0 0 1 1 ").append(selector);
    table.append(" 0 ").append(paths.size()).append(" 1");
    for (Path path : paths) {
      table.append(' ').append(IscsiFacts.read(ScsiFacts.disk(path).resolve("dev"))).append(" 1");
    }
    return table.toString();
  }

  /** The uuid of a map; empty when there is no such map. */
  static Optional<String> uuid(String name) throws InterruptedException {
    Command.Result info =
        Command.run(
            LIMIT, List.of("dmsetup", "info", "--columns", "--noheadings", "-o", "uuid", name));
    return info.exitCode() == 0 ? Optional.of(info.text()) : Optional.empty();
  }

  /**
   * What the kernel has of a map, by name.
   *
   * @throws CommandException when it is none over paths
   */
  public static Map<String, String> facts(String name) throws InterruptedException, IOException {
    Map<String, String> facts =
        new LinkedHashMap<>(MultipathTable.parse(ask("table", name)).facts());
    try (Stream<Path> slaves =
        Files.list(ScsiFacts.disk(Path.of("/dev/mapper", name)).resolve("slaves"))) {
      facts.put(
          "multipath devices",
          slaves
              .map(slave -> String.valueOf(slave.getFileName()))
              .sorted()
              .collect(Collectors.joining(", ")));
    }
    return facts;
  }

  /** How many of its paths I/O may take now. */
  public static Map<String, String> active(String name, String when) throws InterruptedException {
    return Map.of(
        "multipath active paths " + when,
        String.valueOf(MultipathTable.active(ask("status", name))));
  }

  private static String ask(String what, String name) throws InterruptedException {
    return Command.check("dmsetup", what, "--target", "multipath", name).text();
  }
}
