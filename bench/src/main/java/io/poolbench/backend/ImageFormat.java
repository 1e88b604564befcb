package io.poolbench.backend;

/** QEMU's image formats; QEMU's own words. */
public enum ImageFormat {
  RAW("raw"),
  QCOW2("qcow2");

  private final String word;

  ImageFormat(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
