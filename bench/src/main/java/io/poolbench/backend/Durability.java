package io.poolbench.backend;

/**
 * Where a write is once the guest's flush has returned. Backends of unlike classes promise unlike
 * things, and workloads that flush are slower where more is promised.
 */
public enum Durability {
  /** The device below was told to flush, or has no volatile cache. */
  DEVICE("device", "flushed to the device"),
  /**
   * The device of a cache was told to flush; the device below may not have the write yet, and
   * neither of both is whole without the other.
   */
  CACHE_DEVICE("cache-device", "flushed to the cache's device, lost with it"),
  /** A server was told to flush, and answers once its own device was. */
  SERVER("server", "flushed to the server's device"),
  /** A server answers while the data may be in its memory alone. */
  SERVER_MEMORY("server-memory", "may be lost with the server"),
  /** What stands in for a device is memory of this machine. */
  MEMORY("memory", "lost with this machine"),
  /** Flushes go no further than this machine's memory. */
  NONE("none", "flushes are dropped"),
  /** A server decides that this machine cannot look into. */
  UNKNOWN("unknown", "the server decides");

  private final String word;
  private final String meaning;

  Durability(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  public String word() {
    return word;
  }

  /** What a flushed write is, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** As it is disclosed: {@code device: flushed to the device}. */
  public String text() {
    return word + ": " + meaning;
  }
}
