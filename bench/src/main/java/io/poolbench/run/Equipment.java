package io.poolbench.run;

import io.poolbench.guest.Appliance;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.result.Accelerator;

/**
 * What guests are run with.
 *
 * @param appliance what they boot
 * @param accelerator proven to work here
 */
public record Equipment(Hypervisor hypervisor, Appliance appliance, Accelerator accelerator) {}
