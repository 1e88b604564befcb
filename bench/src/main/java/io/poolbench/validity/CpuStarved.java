package io.poolbench.validity;

import io.poolbench.result.Accelerator;
import io.poolbench.result.QemuCpu;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A guest whose virtual processors or whose disk's I/O thread were ready to run and had to wait for
 * a CPU of the host: latencies hold that wait. Source: the kernel's own count of it, {@code
 * run_delay} in proc(5) schedstat.
 */
final class CpuStarved implements Check {
  /** Percent of the window under KVM, where a virtual processor sleeps while its I/O is out. */
  static final double MOST_PERCENT = 5;

  /** Emulated, it is always busy, so every other task of the host makes it wait a little. */
  static final double MOST_PERCENT_EMULATED = 20;

  @Override
  public String name() {
    return "cpu-starved";
  }

  @Override
  public List<Finding> examine(RunResult run) {
    double most = run.run().accelerator() == Accelerator.KVM ? MOST_PERCENT : MOST_PERCENT_EMULATED;
    List<Finding> findings = new ArrayList<>();
    for (TrialResult stored : run.trials()) {
      for (WorkloadResult measured : stored.trial().workloads()) {
        QemuCpu cpu = measured.evidence().qemuCpu();
        if (cpu == null) {
          continue;
        }
        double vcpu = cpu.vcpuWaitPercent();
        double disk = 100.0 * cpu.ioThreadWaitNanos() / cpu.windowNanos();
        if (vcpu > most || disk > most) {
          findings.add(
              new Finding(
                  stored.trial().index(),
                  stored.trial().backend(),
                  measured.workload(),
                  name(),
                  Validity.SUSPECT,
                  reason(vcpu, disk, most)));
        }
      }
    }
    return findings;
  }

  private static String reason(double vcpu, double disk, double most) {
    return String.format(
        Locale.ROOT,
        "The guest's virtual processors waited for a CPU of the host in %.1f %% of the window, the"
            + " disk's I/O thread in %.1f %% (more than %.0f %% is doubtful): that wait is in the"
            + " latencies. Stop what else runs on the host, or give the guest CPUs of its own.",
        vcpu,
        disk,
        most);
  }
}
