package io.poolbench.cli;

import io.poolbench.guest.ApplianceException;
import io.poolbench.host.CommandException;
import io.poolbench.host.DeviceRefusedException;
import io.poolbench.lab.LabException;
import io.poolbench.lease.LeaseException;
import io.poolbench.libvirt.HypervisorException;
import io.poolbench.result.ResultException;
import io.poolbench.run.UnmetRequirements;
import io.poolbench.scenario.InvalidScenarioException;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code poolbench}. */
@Command(
    name = "poolbench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "What does each storage layer cost a KVM guest, and is the difference real?",
      "",
      "poolbench builds each storage backend of a scenario in turn on one device, plugs it into"
          + " identical guests through libvirt, runs fio in them, and compares what it measured"
          + " with intervals.",
      ""
    },
    footer = {
      "",
      "First steps:",
      "  ./poolbench quickstart                 set the machine up, measure, compare",
      "  ./poolbench doctor                     what this machine can provision",
      "  ./poolbench plan scenarios/oltp.yaml   what a run would do, and its time",
      "  ./poolbench run scenarios/oltp.yaml    do it",
      "  ./poolbench test                       build and run every test (needs root)",
      "",
      "Exit codes: 0 ok, 1 slower than the run compared with, 2 bad input or unmet",
      "            requirement (nothing touched), 3 incomplete run, 4 internal error.",
      "docs/ explains scenarios, method and results."
    },
    subcommands = {
      QuickstartCommand.class,
      DoctorCommand.class,
      PlanCommand.class,
      RunCommand.class,
      ResumeCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      CleanupCommand.class,
      ApplianceCommand.class,
      LabCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  // The library logs to the console what it also throws.
  private static final Logger JNA_LOG = Logger.getLogger("com.sun.jna");

  private Main() {}

  public static void main(String[] arguments) {
    JNA_LOG.setLevel(Level.OFF);
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    System.exit(run(out, err, arguments));
  }

  /** Runs a command line and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> explain(e, command));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    if (arguments.length == 0) {
      commandLine.usage(out);
      return ExitCodes.REFUSED;
    }
    return commandLine.execute(arguments);
  }

  private static int explain(Exception e, CommandLine command) {
    if (e instanceof InvalidScenarioException
        || e instanceof UnmetRequirements
        || e instanceof DeviceRefusedException
        || e instanceof ResultException
        || e instanceof ApplianceException
        || e instanceof HypervisorException) {
      command.getErr().println(e.getMessage());
      return ExitCodes.REFUSED;
    }
    if (e instanceof LabException || e instanceof LeaseException || e instanceof CommandException) {
      command.getErr().println(e.getMessage());
      return ExitCodes.INCOMPLETE;
    }
    if (e instanceof InterruptedException) {
      command.getErr().println("interrupted before anything was measured");
      return ExitCodes.INCOMPLETE;
    }
    command.getErr().println("internal error: " + e);
    command.getErr().println("this is a fault of poolbench; please report it with what follows:");
    e.printStackTrace(command.getErr());
    return ExitCodes.INTERNAL_ERROR;
  }
}
