package io.poolbench.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario that cannot be run, with everything that is wrong with it. */
public final class InvalidScenarioException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 50;

  private final transient List<Problem> problems;

  /**
   * @param problems at least one, in the order of the file
   */
  public InvalidScenarioException(List<Problem> problems) {
    super(render(problems));
    this.problems = List.copyOf(problems);
  }

  /** All of them, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }

  private static String render(List<Problem> problems) {
    String shown =
        problems.stream().limit(SHOWN).map(Problem::text).collect(Collectors.joining("\n"));
    int more = problems.size() - SHOWN;
    return more > 0 ? shown + "\n… and " + more + " more problems" : shown;
  }
}
