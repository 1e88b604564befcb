package io.poolbench.cli;

import java.util.Set;
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

  @Option(
      names = "--overwrite",
      paramLabel = "DEVICE",
      description =
          "A real device of the scenario whose content may be lost, by the name the scenario gives"
              + " it; once for each device. Never lets a device through that is in use.")
  Set<String> overwrite = Set.of();
}
