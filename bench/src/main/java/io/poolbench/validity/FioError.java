package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.List;

/** A workload that fio itself reports as failed. Source: fio(1), {@code error} of its JSON. */
final class FioError implements WorkloadCheck {
  @Override
  public String name() {
    return "fio-error";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    int errors = measured.evidence().fioErrors();
    if (errors == 0) {
      return List.of();
    }
    String said = measured.evidence().fioMessage().strip();
    return List.of(
        new Doubt(
            Validity.INVALID,
            "fio reports an error (sum of its jobs' error numbers: "
                + errors
                + (said.isEmpty() ? "" : "; it said: " + said)
                + "). See "
                + measured.rawFile()
                + " and the kernel logs of guest and host."));
  }
}
