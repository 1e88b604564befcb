package io.poolbench.result;

import org.jspecify.annotations.Nullable;

/**
 * What was seen around one workload, from which its validity is judged.
 *
 * @param fioErrors sum of fio's per-job error numbers; 0 is good
 * @param fioMessage fio's own words on stderr, or empty
 * @param guestDisk the guest's counters of the disk under test, ramp included
 * @param hostDevice the host's counters of the substrate device, ramp included
 * @param hostStealPercent share of host CPU time stolen by a hypervisor above, all CPUs
 * @param hostBusyPercent share of host CPU time not idle, all CPUs
 * @param cpuPressurePercent share of the window in which some task waited for a CPU (PSI), or null
 * @param ioPressurePercent share of the window in which some task waited for I/O (PSI), or null
 * @param achievedDepth mean depth the guest's I/O reached: IOPS × mean total latency (Little)
 * @param guestClock the guest's clock against the host's, or null where it was not read
 * @param qemuCpu CPU time of the guest's QEMU, or null where it could not be read
 */
public record WorkloadEvidence(
    int fioErrors,
    String fioMessage,
    @Nullable DiskCounters guestDisk,
    @Nullable DiskCounters hostDevice,
    double hostStealPercent,
    double hostBusyPercent,
    @Nullable Double cpuPressurePercent,
    @Nullable Double ioPressurePercent,
    double achievedDepth,
    @Nullable GuestClock guestClock,
    @Nullable QemuCpu qemuCpu) {}
