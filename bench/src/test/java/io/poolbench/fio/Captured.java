package io.poolbench.fio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The captured outputs; README.md beside them has the commands. */
final class Captured {
  /** Those with bins. */
  static final List<String> JSON_PLUS =
      List.of(
          "randread-qd1",
          "randrw-jobs",
          "two-jobs",
          "write-fdatasync",
          "rate-limited",
          "grouped",
          "sequential-read",
          "null-engine",
          "client-stats");

  private Captured() {}

  static List<String> jsonPlus() {
    return JSON_PLUS;
  }

  static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(Captured.class.getResourceAsStream(name + ".json"), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FioOutput output(String name) {
    return FioOutput.parse(text(name));
  }
}
