package io.poolbench.scenario;

import io.poolbench.backend.GuestSpec;
import java.util.Arrays;
import java.util.Optional;

/** Reads {@code guest}. */
final class GuestReader {
  private GuestReader() {}

  static Optional<GuestSpec> read(Section section) {
    Optional<Long> vcpus = section.number("vcpus");
    Optional<Long> memory = section.number("memory");
    Optional<GuestSpec.Bus> bus = section.text("bus").map(GuestReader::bus);
    Optional<Long> queues = section.number("queues");
    if (vcpus.isPresent() && queues.isPresent() && queues.get() > vcpus.get()) {
      section.problem(
          "queues",
          "is "
              + queues.get()
              + " but the guest has vcpus: "
              + vcpus.get()
              + "; expected at most as many queues as vcpus");
      return Optional.empty();
    }
    if (vcpus.isEmpty() || memory.isEmpty() || bus.isEmpty() || queues.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new GuestSpec(
            Math.toIntExact(vcpus.get()), memory.get(), bus.get(), Math.toIntExact(queues.get())));
  }

  static Optional<BootMode> boot(Section section) {
    return section
        .text("boot")
        .flatMap(w -> Arrays.stream(BootMode.values()).filter(m -> m.word().equals(w)).findFirst());
  }

  private static GuestSpec.Bus bus(String word) {
    return Arrays.stream(GuestSpec.Bus.values())
        .filter(b -> b.word().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
