package io.poolbench.report;

import java.util.ArrayList;
import java.util.List;

/** A column of text, as wide as its widest cell. */
final class Column {
  private final String head;
  private final boolean right;
  private final List<String> rows = new ArrayList<>();

  /**
   * @param right whether it is aligned to the right
   */
  Column(String head, boolean right) {
    this.head = head;
    this.right = right;
  }

  void add(String cell) {
    rows.add(cell);
  }

  String head() {
    return pad(head);
  }

  String cell(int row) {
    return pad(rows.get(row));
  }

  private String pad(String text) {
    int wide = rows.stream().mapToInt(String::length).max().orElse(0);
    String space = " ".repeat(Math.max(0, Math.max(wide, head.length()) - text.length()));
    return right ? space + text : text + space;
  }
}
