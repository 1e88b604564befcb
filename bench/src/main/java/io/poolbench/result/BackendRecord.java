package io.poolbench.result;

import java.util.Map;

/**
 * A backend as the run used it.
 *
 * @param name its name in the scenario
 * @param kind {@code block}, {@code disk}, {@code fs}, {@code dir}
 * @param description one line in words, such as {@code qcow2 image on ext4, directory pool}
 * @param settings every declared setting with its default filled in
 */
public record BackendRecord(
    String name, String kind, String description, Map<String, String> settings) {
  /** Name of the setting that tells what a flush promises: a class, a colon, and words for it. */
  public static final String DURABILITY = "durability";

  /** Name of the setting that tells whether the bytes end on the substrate. */
  public static final String BYTES_END = "bytes end on";

  /** Value of {@link #BYTES_END} for all backends that can be compared as layers. */
  public static final String ON_SUBSTRATE = "the substrate";
}
