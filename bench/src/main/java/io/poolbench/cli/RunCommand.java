package io.poolbench.cli;

import io.poolbench.host.Capabilities;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.run.Preflight;
import io.poolbench.run.UnmetRequirements;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolbench run SCENARIO}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a scenario and compares its backends.",
      "Each trial is stored when it ends; Ctrl-C ends the run, keeps what was measured and takes"
          + " down what was made."
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SCENARIO",
      description = "A scenario file, such as scenarios/oltp.yaml.")
  private Path file = Path.of("");

  @Mixin private SharedOptions shared = new SharedOptions();
  @Mixin private PlaceOption place = new PlaceOption();
  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (place.isLab()) {
      return new OnLab(spec, shared).measure(ScenarioLoader.load(file));
    }
    return Interruptible.run(this::measure);
  }

  private int measure() throws Exception {
    Scenario scenario = ScenarioLoader.load(file);
    try (Wiring wiring = new Wiring()) {
      Hypervisor hypervisor = wiring.hypervisor(shared.uri);
      List<String> problems = new ArrayList<>();
      Preflight.unprovisionable(scenario, Capabilities.of(hypervisor.poolTypes()))
          .forEach(
              (backend, reasons) ->
                  problems.add(
                      "backend "
                          + backend
                          + " cannot be provisioned here: "
                          + String.join("; ", reasons)));
      if (!problems.isEmpty()) {
        throw new UnmetRequirements(problems);
      }
      return new Measuring(
              shared, options, spec.commandLine().getOut(), spec.commandLine().getErr())
          .measure(wiring, hypervisor, scenario);
    }
  }
}
