package io.poolbench.scenario;

/** How often the guest is booted. */
public enum BootMode {
  /** Once per block; the disk is hot-plugged for each trial. */
  PER_BLOCK("per-block"),
  /** Anew for each trial. */
  PER_TRIAL("per-trial");

  private final String word;

  BootMode(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
