package io.poolbench.scenario;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a user wrote into a value of the form its key asks for. */
final class Forms {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}|9[0-9]{18}");
  private static final Pattern FRACTION = Pattern.compile("(-?[0-9]{1,9}(?:\\.[0-9]{1,9})?)(%?)");
  static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([smh])");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Forms() {}

  /** A word, name or line. */
  static String text(Key.Form form, String text) throws Mismatch {
    if (form instanceof Key.Form.Word word) {
      return word(word, text);
    }
    if (form instanceof Key.Form.Name) {
      return name(text);
    }
    if (form instanceof Key.Form.Line line) {
      return line(line, text);
    }
    number(form, text);
    return text;
  }

  /** A whole number, a size in bytes, or a time in seconds. */
  static long number(Key.Form form, String text) throws Mismatch {
    if (form instanceof Key.Form.Size size) {
      return size(size, text);
    }
    if (form instanceof Key.Form.Whole whole) {
      return whole(whole, text);
    }
    if (form instanceof Key.Form.Span span) {
      return span(span, text);
    }
    throw new IllegalArgumentException(form + " is not a number");
  }

  /** A share of 1. */
  static double fraction(Key.Form form, String text) throws Mismatch {
    if (!(form instanceof Key.Form.Fraction fraction)) {
      throw new IllegalArgumentException(form + " is not a fraction");
    }
    var matcher = FRACTION.matcher(text);
    if (!matcher.matches()) {
      throw mismatch(text, "is not a fraction", form);
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    double value = (matcher.group(2).isEmpty() ? number : number.divide(HUNDRED)).doubleValue();
    if (value <= 0 || value > fraction.max()) {
      boolean percentMeant =
          matcher.group(2).isEmpty() && value > 0 && value / 100 <= fraction.max();
      throw new Mismatch(
          Printable.quote(text) + " is out of range; expected " + expected(form),
          percentMeant ? Optional.of(text + "%") : Optional.empty());
    }
    return value;
  }

  /** The form in words, for messages. */
  static String expected(Key.Form form) {
    if (form instanceof Key.Form.Word word) {
      return oneOf(word.words());
    }
    if (form instanceof Key.Form.Size) {
      return ByteSize.EXPECTED;
    }
    if (form instanceof Key.Form.Whole whole) {
      return "a whole number from "
          + whole.min()
          + (whole.max() == Long.MAX_VALUE ? " up" : " to " + whole.max());
    }
    if (form instanceof Key.Form.Fraction fraction) {
      return "more than 0 and at most "
          + Math.round(fraction.max() * 100)
          + "%, such as 2% or 0.02";
    }
    if (form instanceof Key.Form.Line line) {
      return "text on one line, at most " + line.maxLength() + " characters";
    }
    if (form instanceof Key.Form.Span span) {
      return "a time from "
          + span.minSeconds()
          + "s to "
          + span.maxSeconds() / 3600
          + "h, such as 90s, 5m or 1h";
    }
    return form instanceof Key.Form.Name ? "a name" : "a mapping or list";
  }

  /** What to add when a key is missing; empty where its meaning says it all. */
  static String hint(Key.Form form) {
    return form instanceof Key.Form.Word || form instanceof Key.Form.Size
        ? "; expected " + expected(form)
        : "";
  }

  static String oneOf(List<String> words) {
    return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
  }

  private static String word(Key.Form.Word form, String text) throws Mismatch {
    if (form.words().contains(text)) {
      return text;
    }
    if (form.later().contains(text)) {
      throw new Mismatch(
          Printable.quote(text) + " is not in this version; expected " + expected(form),
          Optional.empty());
    }
    String why = form.refused().get(text);
    if (why != null) {
      throw new Mismatch(
          Printable.quote(text) + " " + why + "; expected " + expected(form), Optional.empty());
    }
    throw new Mismatch(
        Printable.quote(text) + " is not " + form.noun() + "; expected " + expected(form),
        Nearest.of(text, form.words()));
  }

  private static String name(String text) throws Mismatch {
    if (!Names.isValid(text)) {
      throw new Mismatch(
          Printable.quote(text) + " is not a name; " + Names.EXPECTED, Names.suggestion(text));
    }
    return text;
  }

  private static String line(Key.Form.Line form, String text) throws Mismatch {
    if (text.length() > form.maxLength() || !Printable.isOneLine(text)) {
      throw mismatch(text, "is too long or has control characters", form);
    }
    return text;
  }

  private static long size(Key.Form.Size form, String text) throws Mismatch {
    OptionalLong parsed = ByteSize.parse(text);
    if (parsed.isEmpty()) {
      throw new Mismatch(
          Printable.quote(text) + " is not a size; expected " + ByteSize.EXPECTED,
          ByteSize.suggestion(text));
    }
    long bytes = parsed.getAsLong();
    if (bytes < form.min() || bytes > form.max()) {
      throw new Mismatch(
          Printable.quote(text)
              + (bytes < form.min() ? " is too small; " : " is too large; ")
              + "expected "
              + ByteSize.text(form.min())
              + " to "
              + ByteSize.text(form.max()),
          Optional.empty());
    }
    if (bytes % form.step() != 0) {
      throw new Mismatch(
          Printable.quote(text)
              + " is not a multiple of "
              + ByteSize.text(form.step())
              + ", which is what is expected",
          Optional.of(ByteSize.text((bytes + form.step() - 1) / form.step() * form.step())));
    }
    return bytes;
  }

  private static long whole(Key.Form.Whole form, String text) throws Mismatch {
    long value;
    try {
      value = WHOLE.matcher(text).matches() ? Long.parseLong(text) : form.min() - 1;
    } catch (NumberFormatException e) {
      value = form.min() - 1;
    }
    if (value < form.min() || value > form.max()) {
      throw mismatch(
          text, WHOLE.matcher(text).matches() ? "is out of range" : "is not a whole number", form);
    }
    return value;
  }

  private static long span(Key.Form.Span form, String text) throws Mismatch {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      throw mismatch(text, "is not a time", form);
    }
    int unit = matcher.group(2).equals("s") ? 1 : matcher.group(2).equals("m") ? 60 : 3600;
    long seconds = Long.parseLong(matcher.group(1)) * unit;
    if (seconds < form.minSeconds() || seconds > form.maxSeconds()) {
      throw mismatch(text, "is out of range", form);
    }
    return seconds;
  }

  private static Mismatch mismatch(String text, String what, Key.Form form) {
    return new Mismatch(
        Printable.quote(text) + " " + what + "; expected " + expected(form), Optional.empty());
  }
}
