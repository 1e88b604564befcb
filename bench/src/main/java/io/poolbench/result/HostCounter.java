package io.poolbench.result;

import java.util.Arrays;
import java.util.Optional;

/** What of the host is counted beside a workload; each counts on and never begins anew. */
public enum HostCounter {
  /** On a CPU: the threads that run the guest's virtual processors. */
  QEMU_VCPU("qemu_vcpu_ns"),
  /** On a CPU: the disk's I/O thread. */
  QEMU_IOTHREAD("qemu_iothread_ns"),
  /** On a CPU: QEMU's main loop, its worker threads and all else of it. */
  QEMU_OTHER("qemu_other_ns"),
  /** On a CPU: all threads of the kernel's own, such as kworker, loop, jbd2, ksoftirqd. */
  KERNEL_THREADS("kernel_threads_ns"),
  /** Not idle, all CPUs, whoever it was. */
  HOST_BUSY("host_busy_ns"),
  /** Taken by a hypervisor above, all CPUs. */
  HOST_STEAL("host_steal_ns"),
  /** Time in which some task waited for a CPU (PSI). */
  CPU_PRESSURE("cpu_pressure_us"),
  /** Time in which some task waited for I/O (PSI). */
  IO_PRESSURE("io_pressure_us"),
  INTERRUPTS("interrupts"),
  CONTEXT_SWITCHES("context_switches"),
  /** Of all guests under KVM on the machine. */
  KVM_EXITS("kvm_exits"),
  /** How often processors were slowed down because of heat. */
  THROTTLINGS("thermal_throttlings"),
  DEVICE_READ_IOS("device_read_ios"),
  DEVICE_READ_BYTES("device_read_bytes"),
  DEVICE_WRITE_IOS("device_write_ios"),
  DEVICE_WRITE_BYTES("device_write_bytes"),
  DEVICE_FLUSHES("device_flushes");

  private final String word;

  HostCounter(String word) {
    this.word = word;
  }

  /**
   * Its column in {@code telemetry.csv}, with the unit behind the last underscore where it has one.
   */
  public String word() {
    return word;
  }

  static Optional<HostCounter> of(String word) {
    return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
  }
}
