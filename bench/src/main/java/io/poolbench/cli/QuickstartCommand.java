package io.poolbench.cli;

import io.poolbench.host.Capabilities;
import io.poolbench.host.Place;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.run.Preflight;
import io.poolbench.run.UnmetRequirements;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poolbench quickstart}. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    description = {
      "Sets the machine up, measures scenarios/quickstart.yaml (with --on lab quickstart-lab.yaml)"
          + " and prints the comparison.",
      "Installs what is missing with apt (as root; --no-install never does). What this machine"
          + " cannot provision is named and left out."
    })
final class QuickstartCommand implements Callable<Integer> {
  @Mixin private SharedOptions shared = new SharedOptions();
  @Mixin private PlaceOption place = new PlaceOption();
  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--no-install", description = "Never install anything; say what is missing.")
  private boolean noInstall;

  @Override
  public Integer call() throws Exception {
    if (place.isLab()) {
      return new OnLab(spec, shared).measure(scenario());
    }
    return Interruptible.run(this::measure);
  }

  /** The lab has servers of its own and LVM, so it compares what few machines have together. */
  private Scenario scenario() throws Exception {
    boolean lab = place.isLab() || Place.here() == Place.LAB;
    String name = lab ? "quickstart-lab.yaml" : "quickstart.yaml";
    return ScenarioLoader.load(SharedOptions.home().resolve("scenarios").resolve(name));
  }

  private int measure() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Scenario scenario = scenario();
    try (Wiring wiring = new Wiring()) {
      Hypervisor hypervisor = wiring.hypervisor(shared.uri);
      Map<String, List<String>> missing =
          Preflight.unprovisionable(scenario, Capabilities.of(hypervisor.poolTypes()));
      missing.forEach(
          (backend, reasons) ->
              err.println("left out: " + backend + ": " + String.join("; ", reasons)));
      if (missing.containsKey(scenario.baseline())
          || missing.size() >= scenario.backends().size() - 1) {
        throw new UnmetRequirements(
            List.of(
                "too little can be provisioned here for a comparison"
                    + (noInstall ? "; without --no-install the missing packages are installed" : "")
                    + "; './poolbench doctor' says more"));
      }
      return new Measuring(shared, spec.commandLine().getOut(), err)
          .measure(wiring, hypervisor, scenario.without(missing.keySet()), options);
    }
  }
}
