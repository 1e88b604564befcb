package io.poolbench.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a small UTF-8 text that somebody else wrote. */
final class TextFile {
  static final int MAX_BYTES = 256 << 10;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private TextFile() {}

  /** The file cannot be what was asked for; the message says why and what to do. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * @param what what the file should be, such as {@code a scenario}
   * @return its text, without a byte order mark
   */
  static String read(Path file, String what) throws Unreadable {
    refuseUnlessRegular(file, what);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      // one more than allowed: the file may grow between the check of its size and here
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (AccessDeniedException e) {
      throw new Unreadable("may not be read by this user: check its permissions");
    } catch (IOException e) {
      throw new Unreadable("cannot be read: " + Printable.text(String.valueOf(e), 200));
    }
    if (bytes.length > MAX_BYTES) {
      throw tooLarge(what);
    }
    return decode(bytes, what);
  }

  private static void refuseUnlessRegular(Path file, String what) throws Unreadable {
    if (Files.isDirectory(file)) {
      throw new Unreadable("is a folder; expected " + what);
    }
    if (!Files.exists(file)) {
      throw new Unreadable("no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new Unreadable("is not a regular file; expected " + what);
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw tooLarge(what);
      }
    } catch (IOException e) {
      throw new Unreadable("cannot be read: " + Printable.text(String.valueOf(e), 200));
    }
  }

  private static Unreadable tooLarge(String what) {
    return new Unreadable(
        "is larger than " + ByteSize.text(MAX_BYTES) + ", which is more than " + what + " needs");
  }

  private static String decode(byte[] bytes, String what) throws Unreadable {
    for (byte b : bytes) {
      if (b == 0) {
        throw new Unreadable(
            "is binary (or UTF-16): it holds NUL bytes; expected " + what + " as UTF-8 text");
      }
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Unreadable("is not UTF-8; expected " + what + " as UTF-8 text: save it so");
    }
  }
}
