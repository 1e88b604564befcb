package io.poolbench.scenario;

import io.poolbench.backend.BackendKind;
import io.poolbench.backend.Backends;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.StorageBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code backends}: each entry by the keys of its kind. */
final class BackendsReader {
  private final HostSide hostSide;
  private final Optional<GuestSpec.Bus> bus;
  private final Problems problems;

  /**
   * @param hostSide what holds for a backend that says nothing else
   * @param bus how the disk is attached, as far as that is known
   */
  BackendsReader(HostSide hostSide, Optional<GuestSpec.Bus> bus, Problems problems) {
    this.hostSide = hostSide;
    this.bus = bus;
    this.problems = problems;
  }

  /** Those that are valid. */
  List<StorageBackend> read(Value list) {
    List<StorageBackend> backends = new ArrayList<>();
    Lists.sections(list, "backends", this::section, problems)
        .forEach(section -> backend(section).ifPresent(backends::add));
    return backends;
  }

  private Section section(Value item) {
    Optional<BackendKind> kind = Lists.peek(item, "kind").flatMap(Backends::kind);
    if (kind.isPresent()) {
      return Section.of(
          item,
          "a backend of kind " + kind.get().kind(),
          ScenarioKeys.backend(kind.get()),
          problems);
    }
    // without its kind nobody knows its options: only the common keys can be judged
    return Section.of(
        Lists.only(item, List.of("kind", "name", "disk")),
        "a backend",
        ScenarioKeys.backend(),
        problems);
  }

  private Optional<StorageBackend> backend(Section section) {
    Optional<String> name = section.text("name");
    HostSide own = hostSide.with(section.part("disk", ScenarioKeys.BACKEND_DISK), bus);
    Optional<BackendKind> kind = section.text("kind").flatMap(Backends::kind);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    int before = problems.count();
    Map<String, String> options = new LinkedHashMap<>();
    for (BackendKind.Option option : kind.get().options()) {
      section.text(option.key()).ifPresent(word -> options.put(option.key(), word));
    }
    if (problems.count() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(kind.get().factory().create(name.orElse("unnamed"), own.disk(), options));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      // the message begins with the option it is about
      Optional<String> culprit = options.keySet().stream().filter(message::startsWith).findFirst();
      problems.add(
          culprit.map(section::at).orElse(section.at()),
          culprit.map(section::path).orElse(section.path("")),
          message);
      return Optional.empty();
    }
  }
}
