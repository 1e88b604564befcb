package io.poolbench.scenario;

import io.poolbench.backend.DiskSpec;
import java.util.Arrays;
import java.util.Optional;

/** Reads {@code disk}. */
final class DiskReader {
  private DiskReader() {}

  /** Empty when its size is missing or wrong. */
  static Optional<DiskSpec> read(Section section) {
    Optional<Long> size = section.number("size");
    Optional<String> fill = section.text("fill");
    Optional<DiskSpec.Cache> cache = section.text("cache").map(DiskReader::cache);
    Optional<DiskSpec.IoMode> io = section.text("io").map(DiskReader::io);
    if (size.isEmpty() || fill.isEmpty() || cache.isEmpty() || io.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new DiskSpec(size.get(), cache.get(), io.get()));
  }

  static DiskSpec.Cache cache(String word) {
    return Arrays.stream(DiskSpec.Cache.values())
        .filter(c -> c.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  static DiskSpec.IoMode io(String word) {
    return Arrays.stream(DiskSpec.IoMode.values())
        .filter(m -> m.word().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
