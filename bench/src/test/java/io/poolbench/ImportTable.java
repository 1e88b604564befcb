package io.poolbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of packages in the architecture's document.
 *
 * @param allowed what each package may import, in the table's order
 */
record ImportTable(Map<String, Set<String>> allowed) {
  private static final Path DOCUMENT = Path.of("../docs/architecture.md");
  private static final String HEADING = "| package | what it does | may import |";
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|");

  static ImportTable read() {
    try {
      return parse(Files.readString(DOCUMENT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImportTable parse(String markdown) {
    int heading = markdown.indexOf(HEADING);
    if (heading < 0) {
      throw new IllegalArgumentException("no table headed " + HEADING);
    }
    String table = markdown.substring(heading).split("\n\n", 2)[0];
    Map<String, Set<String>> allowed = new LinkedHashMap<>();
    for (String line : table.split("\n")) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        allowed.put(row.group(1), imports(row.group(2).strip(), allowed.keySet()));
      }
    }
    return new ImportTable(allowed);
  }

  private static Set<String> imports(String cell, Set<String> above) {
    if (cell.equals("-")) {
      return Set.of();
    }
    if (cell.equals("all") || cell.equals("all above")) {
      return Set.copyOf(above);
    }
    Set<String> named = new LinkedHashSet<>(Set.of(cell.split(", ")));
    if (!above.containsAll(named)) {
      named.removeAll(above);
      throw new IllegalArgumentException("imports must point up the table: " + named);
    }
    return named;
  }
}
