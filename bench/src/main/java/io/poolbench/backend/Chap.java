package io.poolbench.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whom an iSCSI target lets in (RFC 7143, CHAP). The password itself is read when it is needed and
 * is never part of anything stored or printed.
 *
 * @param passwordFile a file with the password alone
 */
public record Chap(String user, Path passwordFile) {
  private static final int LONGEST_PASSWORD = 256;

  /**
   * Reads the password: one line of printable ASCII without blanks, at most 256 characters.
   *
   * @throws IOException when the file is no such file, or may be read by other users than its
   *     owner; the message names it and what to do, and has nothing of what is in it
   */
  public String password() throws IOException {
    if (!Files.isRegularFile(passwordFile)) {
      throw new IOException(
          passwordFile + " is no file; write the password alone into one and chmod 600 it");
    }
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(Files.getPosixFilePermissions(passwordFile));
    permissions.removeAll(
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    if (!permissions.isEmpty()) {
      throw new IOException(passwordFile + " is not its owner's alone: chmod 600 it");
    }
    if (!Files.isReadable(passwordFile)) {
      throw new IOException(passwordFile + " cannot be read: run as its owner, or as root");
    }
    // a longer one is no password: not more of it is read than shows that
    byte[] bytes;
    try (var stream = Files.newInputStream(passwordFile)) {
      bytes = stream.readNBytes(LONGEST_PASSWORD + 2);
    }
    String password = new String(bytes, StandardCharsets.ISO_8859_1).replaceFirst("\r?\n\\z", "");
    if (!password.matches("[!-~]{1," + LONGEST_PASSWORD + "}")) {
      throw new IOException(
          passwordFile
              + " does not hold one line of 1 to "
              + LONGEST_PASSWORD
              + " printable ASCII characters without blanks; write the password alone into it");
    }
    return password;
  }
}
