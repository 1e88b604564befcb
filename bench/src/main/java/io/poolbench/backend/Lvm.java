package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of LVM that look at one device alone (lvm.conf(5), {@code devices/filter}). */
public final class Lvm {
  private Lvm() {}

  /**
   * A command that sees no physical volume but {@code device}, so that no other volume group is
   * read, and none can be meant. It keeps no copies of metadata in {@code /etc/lvm} and starts no
   * daemon to watch the volumes.
   *
   * @param program such as {@code lvcreate}
   */
  public static List<String> words(Path device, String program, String... more) {
    List<String> words = new ArrayList<>(List.of(program, "--config", config(device)));
    words.addAll(List.of(more));
    return List.copyOf(words);
  }

  static HostCommand command(Path device, String program, String... more) {
    return new HostCommand(words(device, program, more), false);
  }

  private static String config(Path device) {
    // a pattern's special characters match themselves at most one byte too widely
    String pattern = device.toString().replaceAll("[^A-Za-z0-9/_:-]", ".");
    return ("devices{filter=[\"a|^%s$|\",\"r|.*|\"]}"
            + " backup{backup=0 archive=0} activation{monitoring=0}")
        .formatted(pattern);
  }
}
