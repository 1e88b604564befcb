package io.poolbench.scenario;

/** A place in a text; both count from 1. */
record Position(int line, int column) {}
