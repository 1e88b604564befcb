/**
 * Renders a comparison as a page, a CSV file, a summary in Markdown and a table for the terminal.
 * Start at {@link io.poolbench.report.Reports}. Reads stored results only, so a report renders
 * again anywhere; never touches the machine and never computes a statistic of its own.
 */
@NullMarked
package io.poolbench.report;

import org.jspecify.annotations.NullMarked;
