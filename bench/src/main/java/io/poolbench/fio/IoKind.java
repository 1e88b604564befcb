package io.poolbench.fio;

/** What an I/O does, as fio's output divides it. */
public enum IoKind {
  READ("read"),
  WRITE("write"),
  TRIM("trim"),
  SYNC("sync");

  private final String key;

  IoKind(String key) {
    this.key = key;
  }

  /** fio's word. */
  public String key() {
    return key;
  }
}
