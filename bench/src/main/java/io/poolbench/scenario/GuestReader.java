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
    if (bus.filter(b -> b == GuestSpec.Bus.SATA).isPresent() && !suitsSata(section)) {
      return Optional.empty();
    }
    if (vcpus.isEmpty() || memory.isEmpty() || bus.isEmpty() || queues.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new GuestSpec(
            Math.toIntExact(vcpus.get()),
            memory.get(),
            bus.get(),
            Math.toIntExact(queues.get()),
            section.text("kernel").map(GuestReader::kernel).orElse(bus.get().usualKernel())));
  }

  /** Adds a problem for each setting that a guest with a sata disk cannot have. */
  private static boolean suitsSata(Section section) {
    boolean suits = true;
    if (section.number("queues").filter(queues -> queues > 1).isPresent()) {
      section.problem("queues", "is for virtio and scsi; a sata disk has one queue; expected 1");
      suits = false;
    }
    if (section.text("boot").filter(BootMode.PER_BLOCK.word()::equals).isPresent()) {
      section.problem(
          "boot",
          "cannot be per-block with bus: sata, whose disk cannot be plugged into a running guest;"
              + " expected per-trial");
      suits = false;
    }
    if (section.text("kernel").filter(GuestSpec.Kernel.CLOUD.word()::equals).isPresent()) {
      section.problem(
          "kernel", "has no driver for bus: sata (AHCI); expected generic, which has one");
      suits = false;
    }
    return suits;
  }

  /** How often the guest is booted. */
  static BootMode boot(Section section, Optional<GuestSpec> guest) {
    return section
        .text("boot")
        .flatMap(w -> Arrays.stream(BootMode.values()).filter(m -> m.word().equals(w)).findFirst())
        .orElse(
            guest.map(GuestSpec::bus).map(GuestSpec.Bus::isHotPlugged).orElse(true)
                ? BootMode.PER_BLOCK
                : BootMode.PER_TRIAL);
  }

  private static GuestSpec.Kernel kernel(String word) {
    return Arrays.stream(GuestSpec.Kernel.values())
        .filter(k -> k.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static GuestSpec.Bus bus(String word) {
    return Arrays.stream(GuestSpec.Bus.values())
        .filter(b -> b.word().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
