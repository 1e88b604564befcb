/**
 * What a run measured and how it is kept: measurements, histograms, evidence and the on-disk format
 * of {@code results/}. Start at {@link io.poolbench.result.ResultStore}. Only this package reads or
 * writes {@code results/}; it never touches a guest, a device or libvirt.
 */
@NullMarked
package io.poolbench.result;

import org.jspecify.annotations.NullMarked;
