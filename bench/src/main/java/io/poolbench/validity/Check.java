package io.poolbench.validity;

import io.poolbench.result.RunResult;
import java.util.List;

/** One way in which a figure can be wrong, looked for in what was stored with it. */
interface Check {
  /** Its name in {@link Finding#check}, in lower case with hyphens. */
  String name();

  /** What it finds in a run; empty when nothing speaks against it. */
  List<Finding> examine(RunResult run);

  /** How far the figures can be believed, and why no further. */
  record Doubt(Validity validity, String reason) {}
}
