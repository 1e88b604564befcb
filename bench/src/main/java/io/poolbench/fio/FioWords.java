package io.poolbench.fio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The option names of fio 3.33, read from the captured list, and the nearest of them to a typo. */
final class FioWords {
  private static final Map<String, String> CANONICAL = load();

  private FioWords() {}

  static boolean isKnown(String word) {
    return CANONICAL.containsKey(word);
  }

  static String canonical(String word) {
    return CANONICAL.getOrDefault(word, word);
  }

  static Optional<String> nearestOption(String word) {
    return nearest(word, CANONICAL.keySet());
  }

  /** The nearest candidate within a third of the word's length, at least one slip. */
  static Optional<String> nearest(String word, Collection<String> candidates) {
    if (word.length() > 64) {
      return Optional.empty();
    }
    int limit = Math.max(1, word.length() / 3);
    return candidates.stream()
        .map(c -> Map.entry(distance(word, c), c))
        .filter(e -> e.getKey() <= limit)
        .min(
            Map.Entry.<Integer, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
        .map(Map.Entry::getValue);
  }

  /** Optimal string alignment distance (Damerau 1964): a swap of neighbours counts as one slip. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + swap);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static Map<String, String> load() {
    Map<String, String> words = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(
                FioWords.class.getResourceAsStream("options-3.33.txt"), "options-3.33.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                String[] names = line.split(" ", -1);
                for (String name : names) {
                  words.put(name, names[0]);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(words);
  }
}
