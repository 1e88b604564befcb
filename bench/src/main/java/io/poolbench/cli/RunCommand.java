package io.poolbench.cli;

import io.poolbench.libvirt.Hypervisor;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import java.nio.file.Path;
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
          + " down what was made. 'poolbench resume' then goes on with it."
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
      Measuring.refuseUnprovisionable(scenario, hypervisor);
      return new Measuring(shared, spec.commandLine().getOut(), spec.commandLine().getErr())
          .measure(wiring, hypervisor, scenario, options);
    }
  }
}
