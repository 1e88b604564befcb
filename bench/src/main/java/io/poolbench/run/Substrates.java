package io.poolbench.run;

import io.poolbench.backend.StorageBackend;
import io.poolbench.host.DeviceGuard;
import io.poolbench.lease.Journal;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.SubstrateSpec;
import io.poolbench.substrate.ClaimedDevices;
import io.poolbench.substrate.DeviceSubstrate;
import io.poolbench.substrate.LoopSubstrate;
import io.poolbench.substrate.Substrate;
import java.nio.file.Path;
import java.util.Set;

/** The substrate that a scenario asks for. */
public final class Substrates {
  private Substrates() {}

  /**
   * Claims the real devices of a scenario, before anything is created; none for a loop file.
   *
   * @param overwrite names of devices whose content may be lost
   * @throws io.poolbench.host.DeviceRefusedException when one may not be used
   */
  public static ClaimedDevices claim(Scenario scenario, Set<String> overwrite, String run)
      throws InterruptedException {
    return scenario.substrate() instanceof SubstrateSpec.Devices spec
        ? ClaimedDevices.claim(
            new DeviceGuard(),
            spec.names(),
            spec.neededBytes(scenario.backends().size()),
            overwrite,
            run)
        : ClaimedDevices.none();
  }

  static Substrate create(
      Journal journal, Scenario scenario, ClaimedDevices devices, Path folder, RunListener listener)
      throws Exception {
    if (scenario.substrate() instanceof SubstrateSpec.Devices spec) {
      listener.preparing("blanking " + spec.text());
      return DeviceSubstrate.create(
          journal,
          new DeviceGuard(),
          devices,
          new DeviceSubstrate.Layout(
              scenario.backends().stream().map(StorageBackend::name).toList(),
              spec.sizeBytes(),
              use(spec.use()),
              spec.discard()));
    }
    SubstrateSpec spec = scenario.substrate();
    listener.preparing("writing the substrate, " + spec.text());
    return LoopSubstrate.create(journal, folder, spec.sizeBytes(), spec.furtherBytes());
  }

  private static DeviceSubstrate.Use use(SubstrateSpec.Use use) {
    return switch (use) {
      case EXCLUSIVE -> DeviceSubstrate.Use.IN_TURN;
      case SLICES -> DeviceSubstrate.Use.SLICES;
      case TOGETHER -> DeviceSubstrate.Use.TOGETHER;
    };
  }
}
