package io.poolbench.result;

import java.util.Map;
import java.util.Set;

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

  /** Name of the setting that holds libvirt's cache mode. */
  public static final String CACHE = "cache";

  /** A setting as it was declared; empty when the run was stored before it was recorded. */
  public String setting(String key) {
    return settings.getOrDefault(key, "");
  }

  /** Whether a cache on a device of its own is before the disk's bytes. */
  public boolean cachesBelow() {
    return !Set.of("", "off").contains(setting("lvm_cache"));
  }

  /** Whether the cache mode puts the host's page cache between guest and storage. */
  public boolean readsThroughPageCache() {
    return Set.of("writeback", "writethrough", "unsafe").contains(setting(CACHE));
  }

  /** Whether a write may be answered while it is in the host's page cache alone. */
  public boolean keepsWritesInPageCache() {
    return Set.of("writeback", "unsafe").contains(setting(CACHE));
  }
}
