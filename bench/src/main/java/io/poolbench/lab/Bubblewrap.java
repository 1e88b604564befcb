package io.poolbench.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The container around the lab's kernel: {@code bwrap}'s command line (bwrap(1)).
 *
 * <p>The lab's kernel is a process that traces others, and a traced process that outlives its
 * tracer goes on with real system calls. In here they meet a read-only file tree, no device, no
 * network and no capability to change any of it, and end with the first process of their namespace.
 */
final class Bubblewrap {
  /** Where the lab finds its own folder; a fixed name, fit for a kernel's command line. */
  static final String SHARE = "/run/poolbench-lab";

  /** Where it finds the layer of packages. */
  static final String LAYER = "/run/poolbench-layer";

  private static final long SPARE_BYTES = 64L << 20;

  private Bubblewrap() {}

  /**
   * Everything before the program that is to run in it.
   *
   * @param memoryBytes of the lab's kernel
   * @param root whether this process is root, whose capabilities are then dropped: all but the one
   *     that lets it read and write files of others, which a read-only mount still refuses
   */
  static List<String> command(
      boolean root, long memoryBytes, Path share, @Nullable Path layer, SharedFolders folders) {
    List<String> command = new ArrayList<>(container(root, memoryBytes));
    command.addAll(List.of("--bind", share.toString(), SHARE));
    if (layer != null) {
      command.addAll(List.of("--ro-bind", layer.toString(), LAYER));
    }
    folders
        .modes()
        .forEach(
            (folder, mode) -> {
              command.add(mode.equals("rw") ? "--bind" : "--ro-bind");
              command.add(folder.toString());
              command.add(folder.toString());
            });
    return command;
  }

  /** The container without anything shared, for a look whether it can be had here. */
  static List<String> container(boolean root, long memoryBytes) {
    List<String> command = new ArrayList<>();
    // a session of its own, so that Ctrl-C reaches the launcher alone, which passes it on
    command.addAll(List.of("setsid", "bwrap"));
    command.addAll(List.of("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"));
    // the kernel's memory is a deleted file there, and half of the machine's would be the limit
    command.addAll(List.of("--size", String.valueOf(memoryBytes + SPARE_BYTES)));
    command.addAll(List.of("--tmpfs", "/dev/shm"));
    // sockets of the host's daemons
    command.addAll(List.of("--tmpfs", "/run"));
    command.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net"));
    command.addAll(List.of("--die-with-parent", "--new-session", "--chdir", "/"));
    if (root) {
      command.addAll(List.of("--cap-drop", "ALL", "--cap-add", "CAP_DAC_OVERRIDE"));
    }
    return command;
  }
}
