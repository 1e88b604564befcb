package io.poolbench.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mount as a process sees it (proc(5), /proc/PID/mountinfo).
 *
 * @param number of the device below; filesystems over several devices have one that is no device's
 * @param source what was mounted, a device file for most filesystems of a disk
 */
record MountInfo(String number, String mountPoint, String type, String source) {
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /** Every mount of a process; lines of another form are passed over. */
  static List<MountInfo> of(Path process) throws IOException {
    List<MountInfo> mounts = new ArrayList<>();
    // a mount point may be of any bytes
    String text =
        new String(Files.readAllBytes(process.resolve("mountinfo")), StandardCharsets.UTF_8);
    for (String line : text.split("\n")) {
      parse(line).ifPresent(mounts::add);
    }
    return mounts;
  }

  static Optional<MountInfo> parse(String line) {
    List<String> fields = Arrays.asList(line.split(" "));
    // optional fields, whose number varies, end with a hyphen
    int hyphen = fields.indexOf("-");
    if (hyphen < 6 || fields.size() < hyphen + 3) {
      return Optional.empty();
    }
    return Optional.of(
        new MountInfo(
            fields.get(2),
            unescaped(fields.get(4)),
            fields.get(hyphen + 1),
            unescaped(fields.get(hyphen + 2))));
  }

  /** Blanks, tabs, line ends and backslashes are octal in the kernel's tables. */
  static String unescaped(String text) {
    return OCTAL
        .matcher(text)
        .replaceAll(
            code ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(code.group(1), 8))));
  }
}
