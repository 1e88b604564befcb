package io.poolbench.cli;

import io.poolbench.run.UnmetRequirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code poolbench lab shell}. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = "Opens a shell in a lab of its own; 'exit' ends both.")
final class LabShellCommand implements Callable<Integer> {
  @Mixin private LabOptions options = new LabOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (!Terminal.isInteractive()) {
      throw new UnmetRequirements(
          List.of("a shell needs a terminal; for a command use: poolbench lab run -- CMD"));
    }
    spec.commandLine().getErr().println("starting the lab; 'exit' ends it, and all that is in it");
    String shell = Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
    return new LabSession(spec, options.workFolder())
        .run(
            new LabSession.Wanted(
                List.of(shell, "-i"),
                List.of(),
                List.of(),
                options.memoryBytes(),
                options.diskBytes(),
                options.libvirt(),
                options.services()),
            true);
  }
}
