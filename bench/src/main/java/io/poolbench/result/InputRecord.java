package io.poolbench.result;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that says what the run was to do: its scenario, or a fio job file the scenario names.
 *
 * @param path relative to the run's folder
 * @param sha256 of its content, lower-case hex as {@code sha256sum} prints it
 */
public record InputRecord(String path, String sha256) {
  static InputRecord of(String path, byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new InputRecord(path, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static InputRecord of(String path, String content) {
    return of(path, content.getBytes(StandardCharsets.UTF_8));
  }
}
