/**
 * The volume of a trial, measured while no guest has it: by the host itself, and through QEMU's
 * block layer alone. What a guest's figures lose to each layer is the difference.
 */
@NullMarked
package io.poolbench.vantage;

import org.jspecify.annotations.NullMarked;
