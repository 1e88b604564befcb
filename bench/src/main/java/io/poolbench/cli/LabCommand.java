package io.poolbench.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code poolbench lab}. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = {
      "A disposable storage host in user space: a kernel and a libvirt of its own on this machine's"
          + " file tree. Needs neither KVM nor root.",
      "Nothing that is done in it arrives at this machine; see docs/lab.md."
    },
    subcommands = {LabRunCommand.class, LabShellCommand.class})
final class LabCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCodes.REFUSED;
  }
}
