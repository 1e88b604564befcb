/**
 * The machine itself: facts for the fingerprint, counters around a measurement, commands with a
 * deadline, and what it can provision. Start at {@link io.poolbench.host.Capabilities}, for real
 * disks at {@link io.poolbench.host.DeviceGuard}. Never changes a device.
 */
@NullMarked
package io.poolbench.host;

import org.jspecify.annotations.NullMarked;
