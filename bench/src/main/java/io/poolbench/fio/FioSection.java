package io.poolbench.fio;

import java.util.List;

/**
 * A section of a job file, options in their order.
 *
 * @param line 1-based line of the heading, 0 where it was not written in a file
 */
public record FioSection(String name, int line, List<FioOption> options) {

  public FioSection {
    options = List.copyOf(options);
  }

  public boolean isGlobal() {
    return name.equals("global");
  }
}
