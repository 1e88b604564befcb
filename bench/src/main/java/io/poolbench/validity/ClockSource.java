package io.poolbench.validity;

import io.poolbench.result.TrialRecord;
import java.util.Optional;
import java.util.Set;

/**
 * A guest that asks a slow or coarse clock for the time. Each I/O reads it at least twice, and hpet
 * or acpi_pm cost an exit to the hypervisor each time. Source: Linux, {@code
 * Documentation/virt/kvm/x86/timekeeping.rst}.
 */
final class ClockSource implements TrialCheck {
  static final String FACT = "guest clock source";
  private static final Set<String> GOOD = Set.of("tsc", "kvm-clock", "arch_sys_counter");

  @Override
  public String name() {
    return "clock-source";
  }

  @Override
  public Optional<Doubt> doubt(TrialRecord trial) {
    String source = trial.effective().get(FACT);
    return source == null || GOOD.contains(source)
        ? Optional.empty()
        : Optional.of(
            new Doubt(
                Validity.SUSPECT,
                "The guest's clock source is "
                    + source
                    + ", which takes microseconds to read, and each I/O reads it at least twice. With"
                    + " tsc or kvm-clock the figures are the disk's."));
  }
}
