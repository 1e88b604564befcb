package io.poolbench.scenario;

import java.util.OptionalDouble;

/**
 * How often each backend is provisioned anew and measured.
 *
 * @param min blocks to run
 * @param precision declared relative half-width of the ratio's 95 % interval, such as 0.05
 * @param equivalence relative zone within which a difference does not matter, such as 0.02
 */
public record Replicates(int min, OptionalDouble precision, double equivalence) {}
