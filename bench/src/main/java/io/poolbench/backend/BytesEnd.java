package io.poolbench.backend;

/** On what the bytes of a backend end. */
public enum BytesEnd {
  /** The device that all backends take turns on. */
  SUBSTRATE("the substrate"),
  /** Memory that stands in for a device. */
  MEMORY("this machine's memory"),
  /** Somebody's LUN behind an adapter of this machine. */
  ADAPTER("a LUN of a host adapter"),
  /** Somebody's server. */
  SERVER("a server elsewhere");

  private final String words;

  BytesEnd(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
