package io.poolbench.scenario;

/** Foreign text made fit for a terminal and for one line. */
final class Printable {
  private static final int QUOTED_LENGTH = 60;

  private Printable() {}

  /** The text in quotes, shortened. */
  static String quote(String text) {
    return "'" + text(text, QUOTED_LENGTH) + "'";
  }

  /** Control and format characters (escape sequences, right-to-left marks) become {@code ?}. */
  static String text(String text, int maxLength) {
    StringBuilder out = new StringBuilder();
    int[] codePoints = text.codePoints().limit(maxLength + 1L).toArray();
    for (int i = 0; i < Math.min(maxLength, codePoints.length); i++) {
      out.appendCodePoint(isPlain(codePoints[i]) ? codePoints[i] : '?');
    }
    return codePoints.length > maxLength ? out.append('…').toString() : out.toString();
  }

  /** Whether every character is one that shows as itself on one line. */
  static boolean isOneLine(String text) {
    return text.codePoints().allMatch(Printable::isPlain);
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
