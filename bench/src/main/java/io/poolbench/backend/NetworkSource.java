package io.poolbench.backend;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a folder is served from.
 *
 * @param host name or address, an IPv6 address without its brackets
 * @param folder below the server's root for NFS; the share for CIFS, the volume for GlusterFS, and
 *     perhaps a folder in it
 * @param own whether it is the lab's own server
 */
record NetworkSource(String host, String folder, boolean own) {
  /** The option's word for the lab's own server. */
  static final String LAB = "lab";

  /** Where the lab's own servers expect what they are to serve. */
  static final String LAB_FOLDER = "/srv/poolbench";

  private static final String LAB_HOST = "127.0.0.1";
  private static final String HOST = "(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9][A-Za-z0-9._-]*))";

  // no blank, control, quote or comma: they end a word somewhere on the way to mount(8)
  private static final String TEXT = "[^\\s\\p{Cntrl}'\"\\\\,]";
  private static final Pattern NFS = Pattern.compile(HOST + ":(/" + TEXT + "*)");

  // no address with colons: mount.glusterfs(8) takes no brackets around it; folders of plain
  // letters
  // alone: it is a script that does not quote
  private static final Pattern GLUSTER =
      Pattern.compile(
          "()([A-Za-z0-9][A-Za-z0-9._-]*):(/[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)");

  private static final Pattern CIFS = Pattern.compile("//" + HOST + "/([^/]" + TEXT + "*)");

  /**
   * The lab's own.
   *
   * @param folder as the protocol names it
   */
  static NetworkSource ownedByLab(String folder) {
    return new NetworkSource(LAB_HOST, folder, true);
  }

  /** Reads {@code server:/export}. */
  static NetworkSource nfs(String text) {
    return parse(NFS, text, "server:/export, such as nas.example.org:/vol1 or '[fd00::7]:/vol1'");
  }

  /** Reads {@code //server/share}. */
  static NetworkSource cifs(String text) {
    return parse(CIFS, text, "//server/share, such as //nas.example.org/vol1");
  }

  /** Reads {@code server:/volume}, perhaps with a folder in the volume. */
  static NetworkSource gluster(String text) {
    return parse(
        GLUSTER,
        text,
        "server:/volume, perhaps with a folder, such as gl1.example.org:/vms/bench, the server by"
            + " name where its address is IPv6");
  }

  private static NetworkSource parse(Pattern form, String text, String expected) {
    Matcher matcher = form.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "source: expected lab or " + expected + ", without blanks, quotes and commas");
    }
    String host =
        matcher.group(1) == null || matcher.group(1).isEmpty()
            ? matcher.group(2)
            : matcher.group(1);
    return new NetworkSource(host, matcher.group(3), false);
  }

  boolean isIpv6() {
    return host.contains(":");
  }

  /** The host as it stands before the colon of an NFS source. */
  String bracketed() {
    return isIpv6() ? "[" + host + "]" : host;
  }
}
