package io.poolbench.host;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * A part of a machine's sysfs, captured as text and unpacked into a folder. A line is {@code f PATH
 * TEXT}, {@code x PATH HEX} or {@code l PATH TARGET}; the command that made it is in its header.
 */
final class SysTree {
  private SysTree() {}

  static Path unpack(String resource, Path folder) throws Exception {
    List<String> lines;
    try (InputStream stream = SysTree.class.getResourceAsStream(resource)) {
      lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    lines.stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(line -> add(folder, line.split(" ", 3)));
    return folder;
  }

  private static void add(Path folder, String[] line) {
    Path path = folder.resolve(line[1]);
    String content = line.length > 2 ? line[2] : "";
    try {
      Files.createDirectories(path.getParent());
      switch (line[0]) {
        case "l" -> Files.createSymbolicLink(path, Path.of(content));
        case "x" -> Files.write(path, HexFormat.of().parseHex(content));
        default -> Files.writeString(path, content + "\n");
      }
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
