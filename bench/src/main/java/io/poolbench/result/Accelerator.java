package io.poolbench.result;

/** How the guest's processor was run. */
public enum Accelerator {
  /** Hardware virtualisation, proven by booting the appliance with it. */
  KVM("KVM"),
  /** QEMU's TCG: every guest instruction emulated; the host processor is part of every figure. */
  TCG("TCG (emulated)");

  private final String label;

  Accelerator(String label) {
    this.label = label;
  }

  /** The word that every output carries. */
  public String label() {
    return label;
  }
}
