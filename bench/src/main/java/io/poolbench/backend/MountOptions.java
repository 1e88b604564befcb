package io.poolbench.backend;

import java.util.HashSet;
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

  /**
   * What the kernel shows of a mount in the same words, where it took effect; not what concerns the
   * mounting itself, such as retry.
   */
  private static final Set<String> SHOWN =
      Set.of("rsize", "wsize", "nconnect", "hard", "soft", "softerr", "sync", "noac", "nocto");

  private static final Set<String> TRANSFERS = Set.of("rsize", "wsize");
  private static final int LARGEST_TRANSFER = 1 << 20;

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

  /**
   * Those that NFS negotiates, so that a value which no server can meet is refused before anything
   * is mounted (nfs(5)).
   *
   * @throws IllegalArgumentException when one can never take effect; the message says why
   */
  static void checkOfNfs(List<String> options) {
    Set<String> given = new HashSet<>();
    for (String option : options) {
      String name = option.replaceFirst("=.*", "");
      boolean transfer = TRANSFERS.contains(name);
      if (!transfer && !name.equals("nconnect")) {
        continue;
      }
      if (!given.add(name)) {
        throw new IllegalArgumentException(
            "mount_options: " + name + " is there twice; say it once");
      }
      String value = option.substring(Math.min(option.length(), name.length() + 1));
      int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
      if (transfer && (number < 1024 || number > LARGEST_TRANSFER || number % 1024 != 0)) {
        throw new IllegalArgumentException(
            "mount_options: %s is a number of bytes, a multiple of 1024 up to 1048576, not '%s'"
                .formatted(name, value));
      }
      if (!transfer && (number < 1 || number > 16)) {
        throw new IllegalArgumentException(
            "mount_options: nconnect is a number of connections, 1 to 16, not '%s'"
                .formatted(value));
      }
    }
  }

  /** Those that the kernel must show once it is mounted. */
  static List<String> shown(List<String> options) {
    return options.stream()
        .filter(o -> SHOWN.contains(o.replaceFirst("=.*", "")))
        // one connection is what there is without the option, and is not shown
        .filter(o -> !o.equals("nconnect=1"))
        .toList();
  }

  /** Whether an option of that name is among them, with whatever value. */
  static boolean has(List<String> options, String name) {
    return options.stream().anyMatch(o -> o.equals(name) || o.startsWith(name + "="));
  }
}
