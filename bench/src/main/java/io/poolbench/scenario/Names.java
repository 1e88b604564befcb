package io.poolbench.scenario;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Labels that are safe as file names, in XML, in HTML and on a command line. */
final class Names {
  static final String REGEX = "[a-z0-9][a-z0-9._-]{0,63}";

  static final String EXPECTED =
      "expected 1 to 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit";

  private static final Pattern VALID = Pattern.compile(REGEX);

  private Names() {}

  static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }

  /** The nearest name that is valid: {@code Ext4 raw} becomes {@code ext4-raw}. */
  static Optional<String> suggestion(String name) {
    if (name.length() > 200) {
      return Optional.empty();
    }
    String nearest =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceAll("^[._-]+|[._-]+$", "");
    return Optional.of(nearest.substring(0, Math.min(64, nearest.length()))).filter(Names::isValid);
  }
}
