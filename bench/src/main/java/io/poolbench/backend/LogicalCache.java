package io.poolbench.backend;

import java.util.List;
import java.util.Locale;

/** A cache on a device of its own before a logical volume (lvmcache(7)). */
enum LogicalCache {
  OFF,
  /** dm-cache: a write is answered once it is on both devices. */
  WRITETHROUGH,
  /** dm-cache: a write to a cached block is answered once it is on the cache's device. */
  WRITEBACK,
  /** dm-writecache: writes alone, to the cache's device first. */
  WRITECACHE;

  /** LVM's words, as a scenario has them. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static LogicalCache of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  boolean isOn() {
    return this != OFF;
  }

  /** Whether a flushed write may be on the cache's device alone. */
  boolean keepsWrites() {
    return this == WRITEBACK || this == WRITECACHE;
  }

  /** What lvconvert(8) is told of it. */
  List<String> conversion() {
    return this == WRITECACHE
        ? List.of("--type", "writecache")
        : List.of("--type", "cache", "--cachemode", word());
  }

  List<Requirement> requirements() {
    if (this == WRITECACHE) {
      return List.of(new Requirement.KernelModule("dm-writecache"));
    }
    return isOn()
        ? List.of(
            new Requirement.Tool("cache_check", "thin-provisioning-tools"),
            new Requirement.KernelModule("dm-cache"),
            new Requirement.KernelModule("dm-cache-smq"))
        : List.of();
  }
}
