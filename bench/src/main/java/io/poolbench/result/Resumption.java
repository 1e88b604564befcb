package io.poolbench.result;

import java.time.Instant;
import java.util.List;

/**
 * A run taken up again after it had ended early.
 *
 * @param at when; trials that began later belong to it, or to a later one
 * @param fromTrial index of the first trial that was left to measure
 * @param repeated indexes of trials that were stored with a failure and were to be measured again
 * @param poolbenchVersion version that took it up
 * @param load the host's load then, as {@code /proc/loadavg} has it
 */
public record Resumption(
    Instant at, int fromTrial, List<Integer> repeated, String poolbenchVersion, String load) {}
