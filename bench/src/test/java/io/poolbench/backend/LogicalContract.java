package io.poolbench.backend;

import java.nio.file.Path;
import java.util.Map;

/** What all variants of the kind share. */
abstract class LogicalContract extends StorageBackendContractTest {
  @Override
  String word() {
    return "logical";
  }

  @Override
  Path volumePath() {
    return Path.of("/dev/poolbench-run/disk");
  }

  static Map<String, String> options(String type, String snapshot, String chunk) {
    return options(type, snapshot, chunk, "1", "auto", "off", "auto");
  }

  static Map<String, String> options(
      String type,
      String snapshot,
      String chunk,
      String stripes,
      String stripe,
      String cache,
      String cacheSize) {
    return Map.of(
        "type", type,
        "snapshot", snapshot,
        "chunk_size", chunk,
        "stripes", stripes,
        "stripe_size", stripe,
        "lvm_cache", cache,
        "lvm_cache_size", cacheSize);
  }

  static StorageBackend backend(String type, String snapshot, String chunk) {
    return Backends.kind("logical")
        .orElseThrow()
        .factory()
        .create("its-name", DISK, options(type, snapshot, chunk));
  }

  /** Linear, without a snapshot. */
  static StorageBackend over(String stripes, String stripe, String cache, String cacheSize) {
    return Backends.kind("logical")
        .orElseThrow()
        .factory()
        .create(
            "its-name", DISK, options("linear", "off", "auto", stripes, stripe, cache, cacheSize));
  }
}
