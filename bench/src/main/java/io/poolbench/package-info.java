/** poolbench: what each storage layer costs a KVM guest, and whether the difference is real. */
@NullMarked
package io.poolbench;

import org.jspecify.annotations.NullMarked;
