package io.poolbench.run;

import java.util.List;

/** The machine or the input does not allow the run; nothing was created. */
public final class UnmetRequirements extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * @param problems each a sentence that says what is missing and what to do
   */
  public UnmetRequirements(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
