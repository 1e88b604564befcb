package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.List;

/**
 * Transfers shorter than asked for, or dropped: the I/O was not of the size the figures are read
 * as. None is expected of a block device, so one is enough. Source: fio(1), {@code short_ios} and
 * {@code drop_ios}.
 */
final class ShortIo implements WorkloadCheck {
  @Override
  public String name() {
    return "short-io";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    long shortIos = measured.io().values().stream().mapToLong(IoMeasurement::shortIos).sum();
    long dropped = measured.io().values().stream().mapToLong(IoMeasurement::droppedIos).sum();
    if (shortIos == 0 && dropped == 0) {
      return List.of();
    }
    return List.of(
        new Doubt(
            Validity.SUSPECT,
            shortIos
                + " I/Os transferred less than asked and "
                + dropped
                + " were dropped. Look for the disk's end inside the job's span and for errors in"
                + " the kernel logs."));
  }
}
