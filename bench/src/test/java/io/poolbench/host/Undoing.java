package io.poolbench.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a test set up on the machine, taken down in reverse order, all of it whatever fails. */
final class Undoing implements AutoCloseable {
  private final Deque<AutoCloseable> steps = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T step) {
    steps.push(step);
    return step;
  }

  /** Runs a command at the end. */
  void command(String... command) {
    add(() -> Command.check(command));
  }

  /** Ends a process at the end. */
  Process process(Process process) {
    add(
        () -> {
          process.destroyForcibly();
          process.waitFor();
        });
    return process;
  }

  @Override
  public void close() {
    List<Exception> problems = new ArrayList<>();
    while (!steps.isEmpty()) {
      try {
        steps.pop().close();
      } catch (Exception e) {
        problems.add(e);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException("left behind: " + problems, problems.get(0));
    }
  }
}
