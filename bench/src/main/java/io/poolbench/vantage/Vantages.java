package io.poolbench.vantage;

import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.workload.PlainJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Measures a volume from outside a guest. */
public final class Vantages {
  private Vantages() {}

  /**
   * One workload from one vantage.
   *
   * @param files to be kept beside the trial's record: the engine's own output, histograms
   */
  public record Measured(VantageResult result, Map<String, byte[]> files) {}

  /**
   * Measures a job; blocks.
   *
   * @param workload the name that its figures bear
   * @param scratch an empty folder
   * @throws VantageException when it cannot be measured, an I/O error included
   * @throws IllegalArgumentException when {@link FreeVolume#against} has a reason, or for the guest
   */
  public static Measured measure(
      Vantage vantage, String workload, PlainJob job, FreeVolume volume, Path scratch)
      throws IOException, InterruptedException {
    volume
        .against(vantage)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    return switch (vantage) {
      case GUEST -> throw new IllegalArgumentException("a guest is measured in the guest");
      case HOST -> new HostVantage(workload, job, volume).measure(scratch);
      case QEMU -> new QemuVantage(workload, job, volume).measure();
    };
  }
}
