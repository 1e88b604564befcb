package io.poolbench.result;

/** A trial in the order it is to run: {@code index} and {@code block} count from 1. */
public record PlannedTrial(int index, int block, String backend) {}
