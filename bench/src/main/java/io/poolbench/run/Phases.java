package io.poolbench.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** Wall time of a trial by phase. */
final class Phases {
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private String current = "";
  private long since;

  /** Ends the phase before and begins one; a phase begun again goes on adding. */
  void begin(String phase) {
    end();
    current = phase;
    since = System.nanoTime();
  }

  void end() {
    if (!current.isEmpty()) {
      seconds.merge(current, (System.nanoTime() - since) / 1e9, Double::sum);
      current = "";
    }
  }

  Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }
}
