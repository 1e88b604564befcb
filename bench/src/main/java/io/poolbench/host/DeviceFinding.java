package io.poolbench.host;

/**
 * Something about a device that speaks against writing to it.
 *
 * @param fact what was found and where, in words
 * @param remedy what to do next
 */
public record DeviceFinding(Kind kind, String fact, String remedy) {
  /** What a finding is about, and with that whether it may be overridden. */
  public enum Kind {
    /** The name is not a stable one, or leads to no whole disk. */
    NAME,
    /** Read-only, too small, misaligned, zoned. */
    UNUSABLE,
    /** Mounted, swap, held, or open by a process. */
    IN_USE,
    /** Bears a signature or a partition table. */
    CONTENTS,
    /** Bears data without any signature. */
    DATA,
    /** Could not be looked at, so that nothing is known. */
    UNREADABLE;

    /** Whether {@code --overwrite} lets it pass: contents only. */
    public boolean mayBeOverridden() {
      return this == CONTENTS || this == DATA;
    }
  }

  /** Fact and remedy as one sentence. */
  public String sentence() {
    return fact + "; " + remedy;
  }
}
