package io.poolbench.validity;

/** How far a figure can be believed. The order is from good to bad. */
public enum Validity {
  VALID,
  /** Enters comparisons with a mark. */
  SUSPECT,
  /** Never enters a comparison. */
  INVALID;

  /** The worse of two. */
  public Validity worse(Validity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
