package io.poolbench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where a run is made. */
public enum Place {
  /** On the machine itself. */
  LOCAL("journal.jsonl"),
  /** In the user-space lab, which takes with it whatever a run made there. */
  LAB("lab-journal.jsonl");

  private final String journal;

  Place(String journal) {
    this.journal = journal;
  }

  /** Found out, not told: a run in the lab is one in the lab however it was started. */
  public static Place here() {
    try {
      return of(Files.readString(Path.of("/proc/cpuinfo")));
    } catch (IOException e) {
      return LOCAL;
    }
  }

  /** By the processor that the kernel shows (proc(5), /proc/cpuinfo). */
  static Place of(String cpuinfo) {
    return cpuinfo.lines().anyMatch(line -> line.matches("vendor_id\\s*: User Mode Linux\\s*"))
        ? LAB
        : LOCAL;
  }

  /** Its name in {@code run.json} and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Name of the file in a run's folder that says what it created. The lab's has another one: its
   * lock is not seen on the host, and nothing that it names is there to be undone.
   */
  public String journal() {
    return journal;
  }
}
