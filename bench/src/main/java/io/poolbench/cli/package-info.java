/**
 * The command line: commands, progress, exit codes, and the wiring of everything else. Start at
 * {@link io.poolbench.cli.Main}. Holds no logic of measuring or judging.
 */
@NullMarked
package io.poolbench.cli;

import org.jspecify.annotations.NullMarked;
