package io.poolbench.scenario;

/** One backend provisioned once and measured; {@code index} and {@code block} count from 1. */
public record Trial(int index, int block, String backend) {}
