package io.poolbench.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of the kind {@code iscsi}, checked.
 *
 * @param target somebody's target; the lab's own when empty
 * @param host where it is, a name or an IPv4 address
 * @param writeCache whether the lab's own target shows a write cache
 */
record IscsiOptions(
    Optional<String> target,
    String host,
    int port,
    int lun,
    Optional<Chap> chap,
    boolean writeCache) {
  private static final String LAB = "lab";
  private static final String AUTO = "auto";
  private static final int USUAL_PORT = 3260;

  /** SAM-5: flat addressing has 14 bits for a LUN. */
  private static final int HIGHEST_LUN = 16383;

  static final List<BackendKind.Option> OPTIONS =
      List.of(
          new BackendKind.Option(
              "target", List.of(), LAB, "lab, a target of the lab's own, or the IQN of one"),
          new BackendKind.Option(
              "portal", List.of(), AUTO, "where the target is, host:port; the lab's own for lab"),
          new BackendKind.Option("lun", List.of(), "1", "the LUN, everything on it is overwritten"),
          new BackendKind.Option("chap_user", List.of(), "", "whom the target lets in by CHAP"),
          new BackendKind.Option(
              "chap_password_file", List.of(), "", "a file with the CHAP password alone"),
          new BackendKind.Option(
              "write_cache",
              List.of(AUTO, "on", "off"),
              AUTO,
              "whether the lab's own target shows a write cache; auto is on"));

  /** RFC 7143, 4.2.7; the underscore, which no standard allows, is in use. */
  static final Pattern NAME =
      Pattern.compile(
          "iqn\\.\\d{4}-(0[1-9]|1[0-2])\\.[a-z0-9][a-z0-9._:-]{0,200}"
              + "|eui\\.[0-9A-Fa-f]{16}|naa\\.[0-9A-Fa-f]{16}([0-9A-Fa-f]{16})?");

  private static final Pattern PORTAL =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?)(?::(\\d{1,5}))?");

  private static final Pattern USER = Pattern.compile("[!-~&&[^,]]{1,100}");

  static IscsiOptions from(Map<String, String> options) {
    Optional<String> target = target(text(options, "target"));
    Matcher portal = portal(text(options, "portal"), target.isEmpty());
    int port = portal.group(3) == null ? USUAL_PORT : Integer.parseInt(portal.group(3));
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "portal cannot have port " + port + ": 1 to 65535 are ports");
    }
    Optional<Chap> chap = chap(options, target.isEmpty());
    String cache = text(options, "write_cache");
    if (target.isPresent() && !cache.equals(AUTO)) {
      throw new IllegalArgumentException(
          "write_cache can be set for target: lab alone; elsewhere it is the server's, and what it"
              + " shows is recorded: leave it out");
    }
    return new IscsiOptions(
        target,
        String.valueOf(portal.group(1)),
        port,
        lun(text(options, "lun"), target.isEmpty()),
        chap,
        !cache.equals("off"));
  }

  private static Optional<String> target(String text) {
    if (text.equals(LAB)) {
      return Optional.empty();
    }
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "target must be lab or a target's name, such as iqn.2024-01.org.example:disk1 (or"
              + " eui.…, naa.…), in lower case");
    }
    return Optional.of(text);
  }

  private static Matcher portal(String text, boolean lab) {
    boolean given = !text.equals(AUTO);
    if (lab && given) {
      throw new IllegalArgumentException(
          "portal is for a target of yours: leave it out with target: lab");
    }
    if (!lab && !given) {
      throw new IllegalArgumentException(
          "portal is needed with a target of yours: where it is, such as 192.0.2.7:3260");
    }
    Matcher portal = PORTAL.matcher(lab ? "127.0.0.1" : text);
    if (!portal.matches()) {
      throw new IllegalArgumentException(
          "portal must be a host, or host:port, such as 192.0.2.7:3260; no IPv6 addresses in"
              + " this version, but names that have one");
    }
    return portal;
  }

  private static int lun(String text, boolean lab) {
    int lun = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
    if (lun < 0 || lun > HIGHEST_LUN) {
      throw new IllegalArgumentException("lun must be a number from 0 to " + HIGHEST_LUN);
    }
    if (lab && lun != 1) {
      throw new IllegalArgumentException(
          "lun is 1 with target: lab, which has no other: leave it out");
    }
    return lun;
  }

  private static Optional<Chap> chap(Map<String, String> options, boolean lab) {
    String user = text(options, "chap_user");
    String file = text(options, "chap_password_file");
    if (user.isEmpty() && file.isEmpty()) {
      return Optional.empty();
    }
    if (user.isEmpty() || file.isEmpty()) {
      throw new IllegalArgumentException(
          (user.isEmpty() ? "chap_password_file" : "chap_user")
              + " does nothing alone: give chap_user and chap_password_file, or neither");
    }
    if (!USER.matcher(user).matches()) {
      throw new IllegalArgumentException(
          "chap_user must be 1 to 100 printable ASCII characters without blanks and commas");
    }
    // a stored run is read again from its own folder, where a relative path would lead elsewhere
    if (!file.startsWith("/")) {
      throw new IllegalArgumentException("chap_password_file must be a path that begins with /");
    }
    Chap chap = new Chap(user, Path.of(file));
    try {
      String password = chap.password();
      if (lab && password.contains(",")) {
        throw new IllegalArgumentException(
            "chap_password_file has a comma in its password, which tgtd does not take: choose another");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("chap_password_file: " + e.getMessage(), e);
    }
    return Optional.of(chap);
  }

  private static String text(Map<String, String> options, String key) {
    String value = options.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " has no value");
    }
    return value;
  }

  String portal() {
    return host + ":" + port;
  }
}
