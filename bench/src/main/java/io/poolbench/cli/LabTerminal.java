package io.poolbench.cli;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lab.Streams;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal that a lab's job is given, if any, and its settings before. */
final class LabTerminal {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})");

  private final Streams.Kind kind;
  private final String size;
  private final String settings;

  private LabTerminal(Streams.Kind kind, String size, String settings) {
    this.kind = kind;
    this.size = size;
    this.settings = settings;
  }

  /**
   * @param interactive whether the job is to read from the terminal, too
   */
  static LabTerminal now(boolean interactive) throws InterruptedException {
    if (!Terminal.isInteractive()) {
      return new LabTerminal(Streams.Kind.PIPE, "", "");
    }
    return interactive
        ? new LabTerminal(Streams.Kind.SHELL, stty("size"), stty("-g"))
        : new LabTerminal(Streams.Kind.TERMINAL, stty("size"), "");
  }

  Streams streams() {
    Matcher numbers = SIZE.matcher(size);
    boolean known = numbers.matches() && !numbers.group(2).equals("0");
    return new Streams(
        System.out,
        System.err,
        kind,
        known ? Integer.parseInt(numbers.group(1)) : 24,
        known ? Integer.parseInt(numbers.group(2)) : 80);
  }

  /** A lab that was killed left the terminal raw. */
  void restore() throws InterruptedException {
    if (!settings.isEmpty()) {
      stty(settings);
    }
  }

  private static String stty(String argument) throws InterruptedException {
    try {
      return Command.run(Duration.ofSeconds(10), List.of("stty", "-F", "/dev/tty", argument))
          .text();
    } catch (CommandException e) {
      return "";
    }
  }
}
