package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Command lines of LVM that look at named devices alone (lvm.conf(5), {@code devices/filter}). */
public final class Lvm {
  private Lvm() {}

  /**
   * A command that sees no physical volume but {@code devices}, so that no other volume group is
   * read, and none can be meant. It keeps no copies of metadata in {@code /etc/lvm} and starts no
   * daemon to watch the volumes.
   *
   * @param program such as {@code lvcreate}
   */
  public static List<String> words(List<Path> devices, String program, String... more) {
    return words(devices, program, List.of(more));
  }

  static List<String> words(List<Path> devices, String program, List<String> more) {
    List<String> words = new ArrayList<>(List.of(program, "--config", config(devices)));
    words.addAll(more);
    return List.copyOf(words);
  }

  static HostCommand command(List<Path> devices, String program, List<String> more) {
    return new HostCommand(words(devices, program, more), false);
  }

  private static String config(List<Path> devices) {
    String admitted =
        devices.stream()
            .map(device -> "\"a|^" + pattern(device) + "$|\",")
            .collect(Collectors.joining());
    return "devices{filter=["
        + admitted
        + "\"r|.*|\"]} backup{backup=0 archive=0} activation{monitoring=0}";
  }

  /** Special characters match themselves at most one byte too widely. */
  private static String pattern(Path device) {
    return device.toString().replaceAll("[^A-Za-z0-9/_:-]", ".");
  }
}
