package io.poolbench.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From where the storage of a trial was measured. */
public enum Vantage {
  /** In the guest, through its own kernel, the virtual disk and QEMU. */
  @JsonProperty("guest")
  GUEST("guest"),
  /** On the host, the volume's own device or file; no QEMU. */
  @JsonProperty("host")
  HOST("host"),
  /** QEMU's block layer with the volume's format, without a guest ({@code qemu-img bench}). */
  @JsonProperty("qemu")
  QEMU("qemu");

  private final String word;

  Vantage(String word) {
    this.word = word;
  }

  /** As in scenarios and in {@code samples.csv}. */
  public String word() {
    return word;
  }
}
