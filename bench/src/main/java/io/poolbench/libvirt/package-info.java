/**
 * The only importer of {@code org.libvirt}: connection, pools, volumes, guests and their
 * hot-plugged disks, as leases. Start at {@link io.poolbench.libvirt.Hypervisor}. Never defines
 * anything persistent; everything bears the run's prefix.
 */
@NullMarked
package io.poolbench.libvirt;

import org.jspecify.annotations.NullMarked;
