package io.poolbench.scenario;

/**
 * A fio job file that a scenario names.
 *
 * @param path relative to the scenario's folder, and inside it
 * @param text its content, verbatim
 */
public record JobFile(String path, String text) {}
