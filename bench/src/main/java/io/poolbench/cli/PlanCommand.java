package io.poolbench.cli;

import io.poolbench.backend.StorageBackend;
import io.poolbench.host.DeviceGuard;
import io.poolbench.host.DeviceInspection;
import io.poolbench.lab.LabJob;
import io.poolbench.result.Vantage;
import io.poolbench.run.LunCheck;
import io.poolbench.scenario.Block;
import io.poolbench.scenario.BootMode;
import io.poolbench.scenario.Pace;
import io.poolbench.scenario.Replicates;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import io.poolbench.scenario.SubstrateSpec;
import io.poolbench.scenario.Trial;
import io.poolbench.stats.PrecisionForecast;
import io.poolbench.substrate.Substrate;
import io.poolbench.workload.FioWorkload;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolbench plan SCENARIO}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a run of a scenario would do: trials in order, time, precision, what is created.",
      "Touches nothing and needs no libvirt. Exit code 2 when a run would refuse a device."
    })
final class PlanCommand implements Callable<Integer> {
  /** Scatter of log-ratios from replicate to replicate: quiet hardware, a busy or emulated host. */
  private static final double[] SCATTERS = {0.01, 0.03, 0.10};

  private static final double LEVEL = 0.95;
  private static final int MOST_REPLICATES = 1000;

  @Parameters(paramLabel = "SCENARIO", description = "A scenario file.")
  private Path file = Path.of("");

  @Mixin private SharedOptions shared = new SharedOptions();
  @Mixin private PlaceOption place = new PlaceOption();
  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Scenario scenario = ScenarioLoader.load(file);
    if (place.isLab()) {
      OnLab.refuseDevices(scenario);
      OnLab.refuseServers(scenario);
    }
    long seed = options.seed != null ? options.seed : scenario.seed().orElse(0);
    RunPlan plan = RunPlan.of(scenario, seed);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        scenario.name() + (scenario.question().isEmpty() ? "" : ": " + scenario.question()));
    order(out, plan);
    time(out, plan);
    precision(out, scenario);
    if (place.isLab()) {
      inTheLab(out, scenario);
    }
    boolean refused = devices(out, scenario);
    created(out, scenario);
    return refused ? ExitCodes.REFUSED : ExitCodes.OK;
  }

  private void order(PrintWriter out, RunPlan plan) {
    boolean fixed = options.seed != null || plan.scenario().seed().isPresent();
    out.println();
    out.println(
        "Trials, in order"
            + (fixed
                ? " (seed " + plan.seed() + "):"
                : " (of seed " + plan.seed() + "; a run without --seed draws its own):"));
    for (Block block : plan.blocks()) {
      out.println(
          "  block "
              + block.number()
              + ": "
              + block.trials().stream().map(Trial::backend).collect(Collectors.joining(", ")));
    }
    out.println(
        "Each trial: provision, attach, fill"
            + plan.scenario().precondition().words()
            + ", check, then");
    for (FioWorkload w : plan.scenario().workloads()) {
      out.println("  " + w.name() + ": " + w.description());
      if (!w.further().isEmpty()) {
        out.println(
            "    once no guest has the disk, where it can be, also from: "
                + w.further().stream().map(Vantage::word).collect(Collectors.joining(", ")));
      }
    }
    Replicates replicates = plan.scenario().replicates();
    if (replicates.isAdaptive()) {
      out.printf(
          "Then up to %d blocks of the backends that are not decided%s; looks after %s blocks.%n",
          replicates.max(),
          replicates.budget().map(b -> ", until " + clock(b) + " are used up").orElse(""),
          replicates.looks().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
  }

  private void time(PrintWriter out, RunPlan plan) {
    out.println();
    boolean bounded = plan.scenario().workloads().stream().anyMatch(w -> w.ramp().isPresent());
    out.println(
        bounded ? "Time, about, were every ramp to last as long as it may:" : "Time, about:");
    Replicates replicates = plan.scenario().replicates();
    if (replicates.isAdaptive()) {
      out.printf("  the %d blocks that are measured in any case:%n", replicates.min());
    }
    estimates(out, plan);
    if (replicates.isAdaptive()) {
      out.printf("  all %d blocks, should every backend need them:%n", replicates.max());
      estimates(out, plan.withBlocks(replicates.max()));
    }
  }

  private void estimates(PrintWriter out, RunPlan plan) {
    if (place.isLab()) {
      show(out, "in the lab", plan.estimate(Pace.lab()));
      return;
    }
    show(out, "with KVM", plan.estimate(Pace.kvm()));
    show(out, "emulated (TCG)", plan.estimate(Pace.emulated()));
  }

  private static void show(PrintWriter out, String label, RunPlan.Estimate e) {
    out.printf(
        "  %-15s %s: measuring %s, filling %s, booting %s, all else %s%n",
        label,
        clock(e.total()),
        clock(e.measuring()),
        clock(e.filling()),
        clock(e.booting()),
        clock(e.preparing().plus(e.overhead())));
  }

  private static void precision(PrintWriter out, Scenario scenario) {
    int n = scenario.replicates().max();
    double zone = scenario.replicates().equivalence();
    out.println();
    if (n < 3) {
      out.printf(
          "Precision: %d replicate%s give no interval and no verdict; use at least 3.%n",
          n, n == 1 ? "" : "s");
      return;
    }
    out.printf(
        "Precision of a ratio at %s%d replicates, by how far replicates scatter:%n",
        scenario.replicates().isAdaptive() ? "the most, " : "", n);
    for (double scatter : SCATTERS) {
      PrecisionForecast forecast = new PrecisionForecast(scatter, LEVEL);
      OptionalDouble halfWidth = forecast.halfWidth(n);
      OptionalInt enough = forecast.smallestN(zone, MOST_REPLICATES);
      out.printf(
          Locale.ROOT,
          "  scatter %4.1f %%: about ±%.1f %%; %s%n",
          scatter * 100,
          halfWidth.orElse(Double.NaN) * 100,
          enough.isPresent()
              ? String.format(
                  Locale.ROOT, "the zone of ±%.1f %% wants %d", zone * 100, enough.getAsInt())
              : String.format(Locale.ROOT, "the zone of ±%.1f %% is out of reach", zone * 100));
    }
    scenario
        .replicates()
        .precision()
        .ifPresent(
            wanted ->
                out.printf(
                    Locale.ROOT,
                    "  the declared precision of ±%.1f %% is reached up to a scatter of about %.1f %%%n",
                    wanted * 100,
                    wanted
                        * 100
                        / new PrecisionForecast(1, LEVEL).halfWidthInSds(n).orElse(Double.NaN)));
  }

  private void inTheLab(PrintWriter out, Scenario scenario) {
    out.println();
    out.printf(
        "In a lab: at most %d MiB of memory; a sparse file of %d MiB in %s that goes with it.%n",
        OnLab.memoryFor(scenario) >> 20,
        LabJob.diskFor(scenario.substrate().fileBytes()) >> 20,
        LabFolders.work(shared.namedWorkFolder()));
    out.println("What follows is made inside, where the work folder is another one:");
  }

  /** Whether a run would refuse one of the devices. */
  private boolean devices(PrintWriter out, Scenario scenario) throws InterruptedException {
    if (!(scenario.substrate() instanceof SubstrateSpec.Devices devices)) {
      return false;
    }
    out.println();
    out.println("Devices, as they are now; what they bear is lost in a run:");
    boolean refused = false;
    for (Path name : devices.names()) {
      DeviceInspection seen =
          new DeviceGuard().inspect(name, devices.neededBytes(scenario.backends().size()));
      out.println(
          "  "
              + name
              + seen.identity()
                  .map(i -> ": " + i.node() + ", " + (i.sizeBytes() >> 20) + " MiB " + i.model())
                  .orElse(""));
      seen.contents().forEach(content -> out.println("    overwritten: " + content));
      List<String> reasons = seen.refusals(options.overwrite);
      reasons.forEach(reason -> out.println("    refused: " + reason));
      refused |= !reasons.isEmpty();
    }
    return refused;
  }

  private void created(PrintWriter out, Scenario scenario) {
    List<String> luns = LunCheck.overwritten(scenario);
    if (!luns.isEmpty()) {
      out.println();
      out.println("LUNs that are overwritten; a run looks at them before it begins:");
      luns.forEach(lun -> out.println("  " + lun));
    }
    out.println();
    out.println("Created, and taken down at the end; nothing else is written to or overwritten:");
    if (scenario.substrate() instanceof SubstrateSpec.Loop loop) {
      out.printf(
          "  a file of %d MiB in %s, a loop device over it%n",
          loop.sizeBytes() >> 20, shared.workFolder());
      for (long bytes : loop.furtherBytes()) {
        out.printf("  another of %d MiB, and a loop device%n", bytes >> 20);
      }
    } else {
      out.println("  on " + scenario.substrate().text());
    }
    if (!scenario.substrate().furtherBytes().isEmpty()) {
      out.println("  all devices " + Substrate.TOGETHER);
    }
    out.printf(
        "  guests, one at a time (%s), %d vCPU, %d MiB%n",
        scenario.boot() == BootMode.PER_BLOCK ? "booted for each block" : "booted for each trial",
        scenario.guest().vcpus(),
        scenario.guest().memoryBytes() >> 20);
    for (StorageBackend backend : scenario.backends()) {
      int devices = 1 + backend.furtherBytes().size();
      out.printf(
          "  %s: %s%s%n",
          backend.name(),
          backend.description(),
          devices == 1 ? "" : ", on " + devices + " devices");
    }
    out.println("Kept: a folder in " + shared.results() + " and one in " + shared.reports());
  }

  private static String clock(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1000.0);
    return seconds >= 3600
        ? String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60)
        : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }
}
