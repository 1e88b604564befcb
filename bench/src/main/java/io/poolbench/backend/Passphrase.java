package io.poolbench.backend;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The passphrase of one volume's encryption: random, in memory alone, never part of anything stored
 * or printed. Whatever it encrypts cannot be read any more once the process has ended.
 */
public final class Passphrase {
  private static final int RANDOM_BYTES = 32;

  private final String text;

  private Passphrase(String text) {
    this.text = text;
  }

  /** A new one of 256 random bits. */
  public static Passphrase random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Passphrase(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Itself: printable ASCII without blanks, for a program's standard input or libvirt. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return "(passphrase)";
  }
}
