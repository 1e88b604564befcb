package io.poolbench.compare;

import io.poolbench.result.Vantage;

/** A place on the ladder: what is measured, and from where. */
public record Rung(Vantage vantage, String backend) {
  /** Such as {@code host: block} or {@code guest: dir-qcow2}. */
  public String label() {
    return vantage.word() + ": " + backend;
  }
}
