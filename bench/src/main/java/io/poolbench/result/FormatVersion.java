package io.poolbench.result;

/** Versions of the on-disk format. Readers accept every version up to {@link #CURRENT}. */
public final class FormatVersion {
  /** The version this code writes. */
  public static final int CURRENT = 1;

  private FormatVersion() {}
}
