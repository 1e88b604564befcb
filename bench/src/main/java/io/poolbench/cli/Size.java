package io.poolbench.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A size on the command line, in the units of scenarios.
 *
 * @param bytes a whole number of MiB
 */
record Size(long bytes) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(MiB|GiB)");

  /** Reads {@code 512MiB} and {@code 3GiB}. */
  static final class Converter implements ITypeConverter<Size> {
    @Override
    public Size convert(String text) {
      Matcher size = TEXT.matcher(text);
      if (!size.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is no size; write it such as 512MiB or 3GiB");
      }
      return new Size(Long.parseLong(size.group(1)) << (size.group(2).equals("GiB") ? 30 : 20));
    }
  }
}
