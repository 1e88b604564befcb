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
    return Map.of("type", type, "snapshot", snapshot, "chunk_size", chunk);
  }

  static StorageBackend backend(String type, String snapshot, String chunk) {
    return Backends.kind("logical")
        .orElseThrow()
        .factory()
        .create("its-name", DISK, options(type, snapshot, chunk));
  }
}
