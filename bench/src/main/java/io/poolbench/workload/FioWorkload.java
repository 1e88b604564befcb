package io.poolbench.workload;

/** Provisional. */
public record FioWorkload(String name) {}
