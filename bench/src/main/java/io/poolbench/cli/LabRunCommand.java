package io.poolbench.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolbench lab run -- CMD…}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a command in a lab of its own, as root in there, and ends with its exit code.",
      "It starts in the current folder, reads everything this user may read, and changes nothing"
          + " outside the lab; its input is empty."
    })
final class LabRunCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "CMD", description = "The command, after --.")
  private List<String> command = List.of();

  @Mixin private LabOptions options = new LabOptions();
  private CommandSpec spec = CommandSpec.create();

  /** What follows a command's name is that command's, with or without {@code --} before it. */
  @Spec
  void spec(CommandSpec own) {
    spec = own;
    own.parser().stopAtPositional(true);
  }

  @Override
  public Integer call() throws Exception {
    return new LabSession(spec, options.workFolder())
        .run(
            new LabSession.Wanted(
                command,
                List.of(),
                List.of(),
                options.memoryBytes(),
                options.diskBytes(),
                options.libvirt(),
                options.services()),
            false);
  }
}
