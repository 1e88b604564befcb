package io.poolbench.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One trial, {@code trial.json}: one backend provisioned once, its workloads measured one after
 * another.
 *
 * @param formatVersion see {@link FormatVersion}
 * @param index position in the run's order, from 1
 * @param block the block (one pass over all backends, one boot of the guest), from 1; the replicate
 *     number of the trial's backend is the same
 * @param boot which boot of a guest within the run it was measured in, from 1, resumptions
 *     included; null when format version 1 stored it
 * @param backend its name in the scenario
 * @param failure why it could not be finished; null when it was
 * @param phases wall time by phase in seconds, in the order they ran: {@code provision}, {@code
 *     attach}, {@code fill}, {@code check}, {@code measure}, {@code collect}, {@code detach},
 *     {@code vantages}, {@code close}
 * @param guestDigest SHA-256 of the guest-visible part of the live domain XML; equal for all trials
 *     that may be compared
 * @param effective settings that took effect, read back from QEMU and the guest
 * @param allocation what the fill left, or null when the trial failed before
 * @param workloads as measured in the guest, in that order
 * @param vantages workloads as measured from elsewhere, in that order; empty when an earlier
 *     poolbench stored it
 */
public record TrialRecord(
    int formatVersion,
    int index,
    int block,
    @Nullable Integer boot,
    String backend,
    Instant started,
    Instant ended,
    @Nullable String failure,
    Map<String, Double> phases,
    String guestDigest,
    Map<String, String> effective,
    @Nullable Allocation allocation,
    List<WorkloadResult> workloads,
    List<VantageResult> vantages) {

  public TrialRecord {
    // an earlier poolbench measured in the guest alone
    vantages = vantages == null ? List.of() : List.copyOf(vantages);
  }

  /** A trial that was measured in the guest alone. */
  public TrialRecord(
      int formatVersion,
      int index,
      int block,
      @Nullable Integer boot,
      String backend,
      Instant started,
      Instant ended,
      @Nullable String failure,
      Map<String, Double> phases,
      String guestDigest,
      Map<String, String> effective,
      @Nullable Allocation allocation,
      List<WorkloadResult> workloads) {
    this(
        formatVersion,
        index,
        block,
        boot,
        backend,
        started,
        ended,
        failure,
        phases,
        guestDigest,
        effective,
        allocation,
        workloads,
        List.of());
  }

  /** The name of the trial's folder: {@code <nn>-<backend>-r<k>}. */
  public String folder() {
    return folder(index, backend, block);
  }

  /** The name of a trial's folder: {@code <nn>-<backend>-r<k>}. */
  public static String folder(int index, String backend, int block) {
    return String.format(java.util.Locale.ROOT, "%02d-%s-r%d", index, backend, block);
  }
}
