package io.poolbench.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lab's kernel, Debian's {@code linux.uml}: its command line. */
final class LabKernel {
  static final String PROGRAM = "linux.uml";
  static final String MODULES = "/usr/lib/uml/modules";

  /**
   * Opens the console's file as descriptor 3 and keeps the launcher's output and errors as 4 and 5:
   * the kernel's own words on its standard output and error then come to the console as well.
   */
  private static final String WRAPPER = "exec 3>>\"$1\" 4>&1 5>&2 && shift && exec \"$@\" >&3 2>&3";

  private static final String PRELOAD = "LD_PRELOAD=" + Bubblewrap.SHARE + "/";

  private LabKernel() {}

  /**
   * The command to run in the container.
   *
   * @param terminal whether standard input is a terminal for an interactive job, else the pipe that
   *     carries the launcher's orders
   * @param library to be loaded before the C library, a name in the lab's folder
   */
  static List<String> command(long memoryBytes, boolean terminal, Optional<String> library) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", WRAPPER, "sh", Bubblewrap.SHARE + "/console.log"));
    library.ifPresent(name -> command.addAll(List.of("env", PRELOAD + name)));
    command.add(PROGRAM);
    command.add("mem=" + (memoryBytes >> 20) + "M");
    command.addAll(List.of("rootfstype=hostfs", "rootflags=/", "ro"));
    command.add("init=" + Bubblewrap.SHARE + "/init");
    command.addAll(List.of("con=null", "con0=null,fd:3", "ssl=null"));
    command.add(terminal ? "ssl0=fd:0,fd:4" : "ssl0=null,fd:4");
    command.add("ssl1=null,fd:5");
    command.add(terminal ? "ssl2=null" : "ssl2=fd:0,null");
    command.add("ubda=" + Bubblewrap.SHARE + "/disk.img");
    // its sockets, which would lie in the home folder
    command.addAll(List.of("uml_dir=" + Bubblewrap.SHARE + "/uml", "umid=lab"));
    command.addAll(List.of("noreboot", "panic=1", "quiet"));
    return command;
  }
}
