package io.poolbench.result;

import java.util.OptionalDouble;

/**
 * What the scenario asks to be said of its measurements.
 *
 * @param baseline name of the backend the others are compared with
 * @param equivalence relative zone within which a difference does not matter, such as 0.02
 * @param precision declared relative half-width of the ratio's interval, such as 0.05, or empty
 */
public record AnalysisSpec(String baseline, double equivalence, OptionalDouble precision) {}
