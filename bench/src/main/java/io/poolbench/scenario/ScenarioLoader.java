package io.poolbench.scenario;

import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.StorageBackend;
import io.poolbench.workload.FioWorkload;
import io.poolbench.workload.Precondition;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a scenario: a valid one, or all that is wrong with it. */
public final class ScenarioLoader {
  private final Path file;
  private final String text;
  private final Problems problems;

  private ScenarioLoader(Path file, String text) {
    this.file = file;
    this.text = text;
    this.problems = new Problems(file);
  }

  /**
   * Reads a scenario in YAML (UTF-8, at most 256 KiB, no anchors, aliases or tags) and the fio job
   * files it names, which lie in its folder or below. Nothing else is read, and nothing written.
   *
   * @throws InvalidScenarioException with every problem found, each with its line and path
   */
  public static Scenario load(Path file) throws InvalidScenarioException {
    try {
      return new ScenarioLoader(file, TextFile.read(file, "a scenario")).load();
    } catch (TextFile.Unreadable e) {
      throw Problems.fatal(
          file, new Position(0, 0), "", String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  private Scenario load() throws InvalidScenarioException {
    YamlNode.Mapping top = YamlReader.read(file, text, problems);
    Section scenario = Section.of(new Value("", top), "a scenario", keys(top), problems);
    Optional<String> name = scenario.text("name");
    Optional<String> question = scenario.text("question");
    Section substrateSection = scenario.part("substrate", ScenarioKeys.SUBSTRATE);
    Section guestSection = scenario.part("guest", ScenarioKeys.GUEST);
    Optional<GuestSpec> guest = GuestReader.read(guestSection);
    BootMode boot = GuestReader.boot(guestSection, guest);
    Optional<GuestSpec.Bus> bus = guest.map(GuestSpec::bus);
    DiskReader.Read read = DiskReader.read(scenario.part("disk", ScenarioKeys.DISK), bus, problems);
    Optional<DiskSpec> disk = read.disk();
    List<StorageBackend> backends =
        scenario
            .value("backends")
            .map(new BackendsReader(read.hostSide(), bus, problems)::read)
            .orElse(List.of());
    Optional<SubstrateSpec> substrate =
        SubstrateReader.read(substrateSection, disk.isPresent() ? backends : List.of());
    Optional<String> baseline = scenario.text("baseline");
    WorkloadsReader workloadsReader =
        new WorkloadsReader(file, read.hostSide().disk().sizeBytes(), problems);
    List<FioWorkload> workloads =
        scenario.value("workloads").map(workloadsReader::read).orElse(List.of());
    Optional<Precondition> precondition =
        PreconditionReader.read(scenario.part("precondition", ScenarioKeys.PRECONDITION));
    Optional<Replicates> replicates = ReplicatesReader.read(scenario, problems);
    Optional<Long> seed = scenario.number("seed");
    problems.throwIfAny();
    return new Scenario(
        file,
        text,
        workloadsReader.jobFiles(),
        valid(name),
        valid(question),
        valid(substrate),
        valid(guest),
        boot,
        valid(disk),
        backends,
        valid(baseline),
        workloads,
        valid(precondition),
        valid(replicates),
        seed.map(OptionalLong::of).orElseGet(OptionalLong::empty));
  }

  /** The keys, with the baseline one of the names given, even of a backend that is not valid. */
  private static List<Key> keys(YamlNode.Mapping top) {
    List<String> names =
        top.entries().stream()
            .filter(e -> e.key().text().equals("backends"))
            .flatMap(e -> Lists.names(e.value()).stream())
            .toList();
    if (names.isEmpty()) {
      return ScenarioKeys.SCENARIO;
    }
    Key.Form oneOfThem = new Key.Form.Word("the name of a backend", names, List.of());
    return ScenarioKeys.SCENARIO.stream()
        .map(
            key ->
                key.name().equals("baseline")
                    ? Key.required(key.name(), oneOfThem, key.meaning())
                    : key)
        .toList();
  }

  /** What is empty has left a problem behind, and then nobody gets here. */
  private static <T> T valid(Optional<T> value) {
    return Objects.requireNonNull(value.orElse(null));
  }
}
