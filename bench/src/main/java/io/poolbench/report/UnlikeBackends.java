package io.poolbench.report;

import io.poolbench.compare.Comparison;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** In what the backends of a run differ beside the layers that are compared. */
final class UnlikeBackends {
  private final RunRecord run;
  private final List<BackendRecord> backends;
  private final Optional<BackendRecord> baseline;

  UnlikeBackends(Comparison c) {
    this.run = c.result().run();
    this.backends = run.backends();
    this.baseline = backends.stream().filter(b -> b.name().equals(c.baseline())).findFirst();
  }

  List<Caveat> caveats() {
    List<Caveat> caveats = new ArrayList<>();
    durability().ifPresent(caveats::add);
    elsewhere().ifPresent(caveats::add);
    pageCache().ifPresent(caveats::add);
    return caveats;
  }

  /** Runs stored before it was recorded say nothing of it. */
  private Optional<Caveat> durability() {
    String promised = baseline.map(UnlikeBackends::durability).orElse("");
    List<BackendRecord> unlike =
        backends.stream()
            .filter(b -> !durability(b).isEmpty() && !durability(b).equals(promised))
            .toList();
    if (promised.isEmpty() || unlike.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Caveat(
            "Durability differs",
            "A flushed write is not equally safe everywhere: "
                + baseline.map(BackendRecord::name).orElse("")
                + " ("
                + promised
                + "); "
                + unlike.stream()
                    .map(b -> b.name() + " (" + durability(b) + ")")
                    .collect(Collectors.joining("; "))
                + ". Workloads that flush compare what is promised as well as what it costs.",
            false));
  }

  /** Runs stored before it was recorded had no backend that ended elsewhere. */
  private Optional<Caveat> elsewhere() {
    Map<String, List<String>> ends =
        backends.stream()
            .collect(
                Collectors.groupingBy(
                    UnlikeBackends::end,
                    LinkedHashMap::new,
                    Collectors.mapping(BackendRecord::name, Collectors.toList())));
    if (ends.size() < 2) {
      return Optional.empty();
    }
    String unlike =
        ends.entrySet().stream()
            .filter(e -> !e.getKey().equals(BackendRecord.ON_SUBSTRATE))
            .map(e -> String.join(", ", e.getValue()) + " end on " + e.getKey())
            .collect(Collectors.joining(", those of "));
    String others =
        ends.containsKey(BackendRecord.ON_SUBSTRATE)
            ? ", those of the others on " + BackendRecord.ON_SUBSTRATE
            : "";
    return Optional.of(
        new Caveat(
            "Not on one device",
            "The bytes of "
                + unlike
                + others
                + ": the difference is that of the devices as well as that of the layers.",
            false));
  }

  private static String end(BackendRecord backend) {
    return backend.settings().getOrDefault(BackendRecord.BYTES_END, BackendRecord.ON_SUBSTRATE);
  }

  /** A cache that is part of what is compared, and how much of the disk it can hold. */
  private Optional<Caveat> pageCache() {
    List<String> names =
        backends.stream()
            .filter(BackendRecord::readsThroughPageCache)
            .map(b -> b.name() + " (" + b.setting(BackendRecord.CACHE) + ")")
            .toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Caveat(
            "Host page cache",
            String.join(", ", names)
                + ": I/O goes through the host's memory, which was emptied before each workload and"
                + " filled by it. The figures are those of memory as far as it holds the disk"
                + " (disk "
                + run.guest().getOrDefault("disk", "of unknown size")
                + ", host memory "
                + memory()
                + "). Work that exceeds memory, or shares it with other guests, fares otherwise.",
            false));
  }

  private String memory() {
    String kb = run.host().facts().getOrDefault("memory", "unknown");
    return kb.matches("[0-9]{1,15} kB")
        ? (Long.parseLong(kb.substring(0, kb.length() - " kB".length())) >> 10) + " MiB"
        : kb;
  }

  private static String durability(BackendRecord backend) {
    return backend.settings().getOrDefault(BackendRecord.DURABILITY, "");
  }
}
