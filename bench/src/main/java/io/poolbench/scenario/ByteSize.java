package io.poolbench.scenario;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as a scenario writes them: {@code 256MiB}, {@code 1.5GiB}; powers of 1024 only. */
final class ByteSize {
  static final String EXPECTED = "a size such as 256MiB or 4GiB (units B, KiB, MiB, GiB, TiB)";

  /** The same in the language of JSON Schema. */
  static final String REGEX = "[0-9]+(\\.[0-9]+)?(B|KiB|MiB|GiB|TiB)";

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
  private static final Pattern VALID = Pattern.compile(REGEX);
  private static final Pattern LOOSE =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*([kmgt]?)i?b?", Pattern.CASE_INSENSITIVE);
  private static final int MAX_LENGTH = 30;

  private ByteSize() {}

  /** Empty when the text is not a size, or one beyond 2^63 bytes or of half bytes. */
  static OptionalLong parse(String text) {
    if (text.length() > MAX_LENGTH || !VALID.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    String number = text.replaceAll("[A-Za-z]+", "");
    int power = UNITS.indexOf(text.substring(number.length()));
    try {
      return OptionalLong.of(
          new BigDecimal(number).multiply(BigDecimal.valueOf(1L << (10 * power))).longValueExact());
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** What somebody meant who wrote {@code 4G}, {@code 4GB} or {@code 4 gib}. */
  static Optional<String> suggestion(String text) {
    Matcher loose = LOOSE.matcher(text.trim());
    if (!loose.matches()) {
      return Optional.empty();
    }
    String number = loose.group(1);
    String letter = loose.group(2).toUpperCase(Locale.ROOT);
    if (letter.isEmpty()) {
      return number.contains(".") ? Optional.empty() : Optional.of(withUnit(number));
    }
    return Optional.of(number + letter + "iB").filter(s -> parse(s).isPresent());
  }

  /** Nobody wants a disk of 256 bytes: a small bare number is taken for MiB. */
  private static String withUnit(String number) {
    long value = Long.parseLong(number);
    return value < 1 << 20 ? value + "MiB" : text(value);
  }

  /** The largest unit that divides it: {@code 4GiB}, {@code 300MiB}. */
  static String text(long bytes) {
    int power = 0;
    long number = bytes;
    while (number > 0 && number % 1024 == 0 && power < UNITS.size() - 1) {
      number /= 1024;
      power++;
    }
    return number + UNITS.get(power);
  }

  static long roundUpToMiB(long bytes) {
    return (bytes + (1L << 20) - 1) >> 20 << 20;
  }
}
