package io.poolbench.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that measure. */
final class RunOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of the order and of the random offsets (default: the scenario's, or new).")
  @Nullable Long seed;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the run (default: time and scenario).")
  @Nullable String name;
}
