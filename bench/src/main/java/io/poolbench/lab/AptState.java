package io.poolbench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what it is known that apt would answer as it did before, without the seconds of asking it.
 *
 * @param installed of what is installed
 * @param offered of what can be fetched
 */
record AptState(String installed, String offered) {
  private static final Path STATUS = Path.of("/var/lib/dpkg/status");
  private static final Path LISTS = Path.of("/var/lib/apt/lists");

  static AptState now() throws IOException {
    return of(STATUS, LISTS);
  }

  static AptState of(Path status, Path lists) throws IOException {
    StringBuilder facts = new StringBuilder();
    if (Files.isDirectory(lists)) {
      try (Stream<Path> files = Files.list(lists)) {
        List<Path> releases =
            files
                .filter(f -> f.toString().matches(".*(Packages|Release)(\\.\\w+)?"))
                .sorted()
                .toList();
        for (Path file : releases) {
          facts.append(facts(file));
        }
      }
    }
    return new AptState(Digests.of(facts(status)), Digests.of(facts.toString()));
  }

  private static String facts(Path file) throws IOException {
    return Files.exists(file)
        ? "%s %d %s\n".formatted(file, Files.size(file), Files.getLastModifiedTime(file))
        : file + " none\n";
  }
}
