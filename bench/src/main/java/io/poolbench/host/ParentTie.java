package io.poolbench.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ties a program to the life of this process: the kernel kills it when the thread that started it
 * ends, by {@code kill -9} of the whole process too (prctl(2), PR_SET_PDEATHSIG; setpriv(1)).
 *
 * <p>It also gets a session of its own (setsid(1)): Ctrl-C on the terminal reaches poolbench alone,
 * which then takes down what it made with programs that nobody interrupts; and all that it starts
 * in turn can be killed at once.
 */
final class ParentTie {
  // between the fork and prctl the parent may have died already: then nobody would be told
  private static final String UNLESS_ORPHANED =
      "[ \"$PPID\" = \"$1\" ] || exit 137; shift; exec \"$@\"";

  private static final List<Path> SEARCH_PATH = searchPath();
  private static final Optional<Path> SETPRIV = find("setpriv");
  private static final Optional<Path> SETSID = find("setsid");

  private ParentTie() {}

  /**
   * The command that runs {@code command} so.
   *
   * @throws CommandException when the program, or one that ties it, is not there
   */
  static List<String> tie(List<String> command) {
    String program = command.get(0);
    Path found =
        program.contains("/")
            ? Path.of(program)
            : find(program)
                .orElseThrow(
                    () ->
                        new CommandException(
                            "cannot run "
                                + String.join(" ", command)
                                + ": there is no "
                                + program
                                + " in "
                                + SEARCH_PATH));
    List<String> tied = new ArrayList<>();
    tied.addAll(List.of(needed(SETPRIV, "setpriv"), "--pdeathsig", "KILL", "--"));
    tied.add(needed(SETSID, "setsid"));
    tied.addAll(List.of("sh", "-c", UNLESS_ORPHANED, "sh"));
    tied.add(String.valueOf(ProcessHandle.current().pid()));
    tied.add(found.toString());
    tied.addAll(command.subList(1, command.size()));
    return tied;
  }

  private static String needed(Optional<Path> program, String name) {
    return program
        .map(Path::toString)
        .orElseThrow(
            () ->
                new CommandException(
                    "there is no "
                        + name
                        + ", which is part of util-linux: apt-get install util-linux"));
  }

  static Optional<Path> find(String program) {
    return SEARCH_PATH.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Where an ordinary user's PATH does not look, mkfs and losetup live. */
  private static List<Path> searchPath() {
    String path = System.getenv("PATH");
    Set<Path> folders = new LinkedHashSet<>();
    for (String folder : (path == null ? "/usr/bin" : path).split(":")) {
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder));
      }
    }
    folders.addAll(List.of(Path.of("/usr/sbin"), Path.of("/sbin")));
    return List.copyOf(folders);
  }
}
