package io.poolbench.result;

import java.util.List;

/** Versions of the on-disk format. Readers accept every version up to {@link #CURRENT}. */
public final class FormatVersion {
  /** The version this code writes. */
  public static final int CURRENT = 2;

  /** The step at {@code n} leads from version {@code n + 1} to the one after it. */
  static final List<FormatStep> STEPS = List.of(new FromVersion1());

  private FormatVersion() {}
}
