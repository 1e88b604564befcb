package io.poolbench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One layer in the cache: a tree, what is in it, and for which state of apt it was made.
 *
 * @param folder holds them
 */
record Layer(Path folder) {
  static List<Layer> in(Path cache, String prefix) throws IOException {
    try (Stream<Path> folders = Files.list(cache)) {
      return folders
          .filter(f -> String.valueOf(f.getFileName()).startsWith(prefix) && Files.isDirectory(f))
          .sorted()
          .map(Layer::new)
          .toList();
    }
  }

  Path tree() {
    return folder.resolve("root");
  }

  boolean isThere() {
    return Files.isDirectory(folder);
  }

  void noteContent(String packages) throws IOException {
    Files.writeString(folder.resolve("packages"), packages);
  }

  /** Whether apt, in this state, would answer for these names with what is in here. */
  boolean answers(List<String> names, AptState state) {
    return answersForInstalled(names, state) && noted().get(1).equals(state.offered());
  }

  /** Whether just the same is installed; newer versions may be on offer. */
  boolean answersForInstalled(List<String> names, AptState state) {
    List<String> noted = noted();
    return noted.size() > 2
        && noted.get(0).equals(state.installed())
        && noted.subList(2, noted.size()).containsAll(names);
  }

  /** Remembers that this is what apt answered for these names. */
  void noteAnswer(List<String> names, AptState state) throws IOException {
    List<String> words = new ArrayList<>(List.of(state.installed(), state.offered()));
    words.addAll(names);
    Path beside = Files.writeString(folder.resolve("made-for.new"), String.join(" ", words));
    Files.move(beside, madeFor(), StandardCopyOption.ATOMIC_MOVE);
  }

  FileTime lastUse() {
    try {
      return Files.getLastModifiedTime(madeFor());
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  void noteUse() throws IOException {
    Files.setLastModifiedTime(madeFor(), FileTime.from(Instant.now()));
  }

  /** Takes it away, whatever of it is there. */
  void remove() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  private List<String> noted() {
    try {
      return List.of(Files.readString(madeFor()).split(" "));
    } catch (IOException e) {
      // a layer of which nothing is known is asked for again, which does no harm
      return List.of();
    }
  }

  private Path madeFor() {
    return folder.resolve("made-for");
  }
}
