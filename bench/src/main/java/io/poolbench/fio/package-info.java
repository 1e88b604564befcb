/**
 * fio's languages: job files in, JSON and json+ out, in fio's own words and units.
 *
 * <p>Start at {@link io.poolbench.fio.FioJobFile} and {@link io.poolbench.fio.FioOutput}. Never
 * runs fio, and never averages percentiles.
 */
@NullMarked
package io.poolbench.fio;

import org.jspecify.annotations.NullMarked;
