package io.poolbench.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A kind of I/O that fio accounts for separately; {@link #SYNC} is fsync, fdatasync and the like.
 */
public enum IoKind {
  @JsonProperty("read")
  READ("read"),
  @JsonProperty("write")
  WRITE("write"),
  @JsonProperty("trim")
  TRIM("trim"),
  @JsonProperty("sync")
  SYNC("sync");

  private final String word;

  IoKind(String word) {
    this.word = word;
  }

  /**
   * fio's own word for it, as in its JSON output: {@code read}, {@code write}, {@code trim}, {@code
   * sync}.
   */
  public String word() {
    return word;
  }
}
