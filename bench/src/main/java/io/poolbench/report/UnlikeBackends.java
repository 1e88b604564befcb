package io.poolbench.report;

import io.poolbench.compare.Comparison;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.RunRecord;
import java.util.ArrayList;
import java.util.List;
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

  private Optional<Caveat> elsewhere() {
    List<String> names =
        backends.stream()
            .filter(b -> b.settings().containsKey(BackendRecord.BYTES_END))
            .filter(
                b -> !BackendRecord.ON_SUBSTRATE.equals(b.settings().get(BackendRecord.BYTES_END)))
            .map(BackendRecord::name)
            .toList();
    if (names.isEmpty() || names.size() == backends.size()) {
      return Optional.empty();
    }
    return Optional.of(
        new Caveat(
            "Not on one device",
            "The bytes of "
                + String.join(", ", names)
                + " end on a server's own device, those of the others on the substrate: the"
                + " difference is that of the devices as well as that of the layers.",
            false));
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
