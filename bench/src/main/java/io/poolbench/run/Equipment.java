package io.poolbench.run;

import io.poolbench.guest.Appliance;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.result.Accelerator;
import io.poolbench.substrate.ClaimedDevices;
import io.poolbench.substrate.Luns;

/**
 * What guests are run with.
 *
 * @param appliance what they boot
 * @param accelerator proven to work here
 * @param devices the real devices that were claimed for the run
 * @param luns the LUNs that were looked at for the run
 */
public record Equipment(
    Hypervisor hypervisor,
    Appliance appliance,
    Accelerator accelerator,
    ClaimedDevices devices,
    Luns luns) {
  public Equipment(Hypervisor hypervisor, Appliance appliance, Accelerator accelerator) {
    this(hypervisor, appliance, accelerator, ClaimedDevices.none(), Luns.none());
  }

  public Equipment with(ClaimedDevices claimed, Luns looked) {
    return new Equipment(hypervisor, appliance, accelerator, claimed, looked);
  }
}
