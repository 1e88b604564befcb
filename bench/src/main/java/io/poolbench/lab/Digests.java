package io.poolbench.lab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Short names for long facts. */
final class Digests {
  private static final int BYTES = 8;

  private Digests() {}

  /** Sixteen hexadecimal digits of the SHA-256. */
  static String of(String facts) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(all, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
