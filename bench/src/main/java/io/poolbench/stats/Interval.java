package io.poolbench.stats;

/** tmp. */
public record Interval(double low, double high, double level) {}
