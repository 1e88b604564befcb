package io.poolbench.validity;

/**
 * One reason to doubt a figure.
 *
 * @param trial index of the trial, from 1
 * @param workload the workload it is about, or {@code *} for the whole trial
 * @param check the check's name, such as {@code holes} or {@code steal}
 * @param reason what was seen, with its figures, and what to do, in a sentence or two
 */
public record Finding(
    int trial, String backend, String workload, String check, Validity validity, String reason) {}
