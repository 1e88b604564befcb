package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.IoKind;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A workload that flushes, on a cache mode that drops flushes: the flush is answered at once and
 * nothing is safe, so its figures are those of another promise. Source: libvirt formatdomain, cache
 * mode {@code unsafe}; fio(1), the options named here.
 */
final class DroppedFlushes implements WorkloadCheck {
  private static final Pattern FLUSHES =
      Pattern.compile("(?m)^(fsync|fdatasync|end_fsync|fsync_on_close|sync|sync_file_range)(=|$)");

  @Override
  public String name() {
    return "dropped-flushes";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    boolean flushes = asked.kinds().contains(IoKind.SYNC) || FLUSHES.matcher(asked.fioJob()).find();
    if (!backend.setting(BackendRecord.CACHE).equals("unsafe") || !flushes) {
      return List.of();
    }
    return List.of(
        new Doubt(
            Validity.SUSPECT,
            "The workload flushes, and cache=unsafe drops every flush: it is answered at once, and"
                + " what was flushed is in the host's memory alone. No other cache mode promises as"
                + " little, so this is no cost of a layer. Compare with cache=writeback."));
  }
}
