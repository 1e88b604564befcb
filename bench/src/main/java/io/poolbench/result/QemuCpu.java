package io.poolbench.result;

/**
 * CPU time of the guest's QEMU during a workload, ramp included. Source: proc(5), {@code
 * /proc/PID/task/TID/schedstat} and {@code /proc/PID/stat}.
 *
 * @param windowNanos wall time
 * @param vcpus how many virtual processors
 * @param vcpuNanos on a CPU, all threads that run virtual processors
 * @param vcpuWaitNanos ready to run and waiting for a CPU, the same threads
 * @param ioThreadNanos on a CPU, the disk's I/O thread
 * @param ioThreadWaitNanos waiting for a CPU, the same
 * @param otherNanos on a CPU, QEMU's main loop, its pool of worker threads and all else of it
 */
public record QemuCpu(
    long windowNanos,
    int vcpus,
    long vcpuNanos,
    long vcpuWaitNanos,
    long ioThreadNanos,
    long ioThreadWaitNanos,
    long otherNanos) {
  /** Share of the window in which a virtual processor was kept waiting for a CPU, in percent. */
  public double vcpuWaitPercent() {
    return 100.0 * vcpuWaitNanos / windowNanos / vcpus;
  }
}
