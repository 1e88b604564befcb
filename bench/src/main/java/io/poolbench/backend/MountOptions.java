package io.poolbench.backend;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The text of {@code mount_options}, which goes to mount(8) word by word. */
final class MountOptions {
  private static final Pattern OPTION = Pattern.compile("[^\\s\\p{Cntrl}'\"\\\\,]+");

  /** What would show in command lines and in libvirt's XML (mount.cifs(8)). */
  private static final Set<String> SECRET =
      Set.of("password", "password2", "pass", "passwd", "user", "username");

  private static final Set<String> CREDENTIALS = Set.of("credentials", "cred");
  private static final Pattern VERSION = Pattern.compile("vers|nfsvers|minorversion|v[234][.0-9]*");

  private MountOptions() {}

  /**
   * The options, in their order.
   *
   * @throws IllegalArgumentException when one may not be there; the message says why
   */
  static List<String> parse(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> options = List.of(text.split(",", -1));
    options.forEach(MountOptions::check);
    return options;
  }

  private static void check(String option) {
    String name = option.replaceFirst("=.*", "");
    if (SECRET.contains(name)) {
      // the value is a secret: it is not repeated
      throw new IllegalArgumentException(
          "mount_options: "
              + name
              + " would show in command lines and in libvirt's XML; write it into a file that"
              + " only you can read, and name that with credentials");
    }
    if (!OPTION.matcher(option).matches()) {
      throw new IllegalArgumentException(
          "mount_options: expected options of mount(8) with commas between, without blanks and"
              + " quotes, such as nconnect=4,rsize=1048576");
    }
    if (CREDENTIALS.contains(name)) {
      throw new IllegalArgumentException(
          "mount_options: name the file with the key credentials, where it is checked");
    }
    if (VERSION.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "mount_options: say the version with the key version, where it is checked");
    }
    if (option.equals("ro")) {
      throw new IllegalArgumentException("mount_options: ro leaves nothing to write a disk to");
    }
  }

  /** Whether an option of that name is among them, with whatever value. */
  static boolean has(List<String> options, String name) {
    return options.stream().anyMatch(o -> o.equals(name) || o.startsWith(name + "="));
  }
}
