package io.poolbench.validity;

import io.poolbench.result.Vantage;

/**
 * One reason to doubt a figure.
 *
 * @param trial index of the trial, from 1
 * @param workload the workload it is about, or {@code *} for the whole trial; where it is about the
 *     figures of a vantage outside the guest alone, what {@link #subject} says
 * @param check the check's name, such as {@code holes} or {@code steal}
 * @param reason what was seen, with its figures, and what to do, in a sentence or two
 */
public record Finding(
    int trial, String backend, String workload, String check, Validity validity, String reason) {
  /** What a finding about a workload's figures from one vantage names. */
  public static String subject(String workload, Vantage vantage) {
    return vantage == Vantage.GUEST ? workload : workload + " from " + vantage.word();
  }
}
