package io.poolbench.compare;

import io.poolbench.result.Allocation;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.HostCounter;
import io.poolbench.result.TelemetryRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadEvidence;
import io.poolbench.result.WorkloadResult;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a workload costs beside time. Per I/O: of those completed at the guest's disk, ramp
 * included, over the very time that the host counted. {@code docs/costs.md} has the formulas.
 */
public enum Cost {
  CPU_VCPU("cpu_vcpu", "ns/io", HostCounter.QEMU_VCPU),
  CPU_IOTHREAD("cpu_iothread", "ns/io", HostCounter.QEMU_IOTHREAD),
  CPU_QEMU_OTHER("cpu_qemu_other", "ns/io", HostCounter.QEMU_OTHER),
  CPU_KERNEL_THREADS("cpu_kernel_threads", "ns/io", HostCounter.KERNEL_THREADS),
  CPU_HOST("cpu_host", "ns/io", HostCounter.HOST_BUSY),
  INTERRUPTS("interrupts", "1/io", HostCounter.INTERRUPTS),
  CONTEXT_SWITCHES("context_switches", "1/io", HostCounter.CONTEXT_SWITCHES),
  KVM_EXITS("kvm_exits", "1/io", HostCounter.KVM_EXITS),
  /** Bytes read from the device for each that the guest read. */
  READ_BYTES("read_bytes", "1"),
  READ_IOS("read_ios", "1"),
  /** Bytes written to the device for each that the guest wrote. */
  WRITE_BYTES("write_bytes", "1"),
  WRITE_IOS("write_ios", "1"),
  /** Flushes that reached the device for each of the guest's. */
  FLUSHES("flushes", "1"),
  /** Bytes that the image takes for each that the guest sees, after the fill. */
  SPACE("space", "1"),
  CPU_PRESSURE("cpu_pressure", "%"),
  IO_PRESSURE("io_pressure", "%"),
  STEAL("steal", "%");

  /** Fewer bytes or I/Os of the guest's than these say nothing of a ratio. */
  private static final long FEW_BYTES = 1 << 20;

  private static final long FEW_IOS = 100;

  private final String word;
  private final String unit;
  private final Optional<HostCounter> counter;

  Cost(String word, String unit) {
    this.word = word;
    this.unit = unit;
    this.counter = Optional.empty();
  }

  Cost(String word, String unit, HostCounter counter) {
    this.word = word;
    this.unit = unit;
    this.counter = Optional.of(counter);
  }

  /** Its metric in {@code samples.csv}. */
  public String metric() {
    return "cost." + word;
  }

  /** Of its value: {@code ns/io}, {@code 1/io}, {@code 1} for a ratio, {@code %}. */
  public String unit() {
    return unit;
  }

  /** Of one trial; empty where it was not counted, or too little was done to tell. */
  public OptionalDouble of(TrialResult trial, String workload) {
    Optional<WorkloadResult> measured = trial.workload(workload);
    if (measured.isEmpty()) {
      return OptionalDouble.empty();
    }
    WorkloadEvidence e = measured.get().evidence();
    if (counter.isPresent()) {
      return perIo(measured.get().telemetry(), counter.get(), e.guestDisk());
    }
    return switch (this) {
      case READ_BYTES -> ratio(e, DiskCounters::readBytes, FEW_BYTES);
      case READ_IOS -> ratio(e, DiskCounters::readIos, FEW_IOS);
      case WRITE_BYTES -> ratio(e, DiskCounters::writeBytes, FEW_BYTES);
      case WRITE_IOS -> ratio(e, DiskCounters::writeIos, FEW_IOS);
      case FLUSHES -> ratio(e, DiskCounters::flushIos, FEW_IOS);
      case SPACE -> space(trial.trial().allocation());
      case CPU_PRESSURE -> known(e.cpuPressurePercent());
      case IO_PRESSURE -> known(e.ioPressurePercent());
      default -> OptionalDouble.of(e.hostStealPercent());
    };
  }

  private static OptionalDouble perIo(
      @Nullable TelemetryRecord telemetry, HostCounter counter, @Nullable DiskCounters guest) {
    if (telemetry == null || guest == null) {
      return OptionalDouble.empty();
    }
    OptionalLong total = telemetry.total(counter);
    long ios = guest.readIos() + guest.writeIos();
    return total.isEmpty() || ios < FEW_IOS
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) total.getAsLong() / ios);
  }

  private static OptionalDouble ratio(
      WorkloadEvidence e, ToLongFunction<DiskCounters> what, long few) {
    DiskCounters guest = e.guestDisk();
    DiskCounters device = e.hostDevice();
    if (guest == null || device == null || what.applyAsLong(guest) < few) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((double) what.applyAsLong(device) / what.applyAsLong(guest));
  }

  private static OptionalDouble space(@Nullable Allocation allocation) {
    return allocation == null || allocation.virtualBytes() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) allocation.allocatedBytes() / allocation.virtualBytes());
  }

  private static OptionalDouble known(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
