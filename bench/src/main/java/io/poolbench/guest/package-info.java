/**
 * The guest: its appliance (kernel and initramfs, no operating system disk) and the channel into
 * it. Start reading at {@link io.poolbench.guest.Appliance}. Never touches storage under test
 * except through the guest.
 */
@NullMarked
package io.poolbench.guest;

import org.jspecify.annotations.NullMarked;
