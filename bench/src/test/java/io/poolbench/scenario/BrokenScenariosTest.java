package io.poolbench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code broken/x.yaml} has an {@code x.expected} beside it: one line for each problem, in
 * order, which the problem's text begins with.
 */
class BrokenScenariosTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/poolbench/scenario/broken");

  static Stream<Path> brokenScenarios() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("brokenScenarios")
  void namesEveryProblemWithItsLineAndWhatWasExpected(Path file) throws IOException {
    InvalidScenarioException refusal =
        catchThrowableOfType(InvalidScenarioException.class, () -> ScenarioLoader.load(file));

    assertThat(refusal).as("%s is refused", file).isNotNull();
    List<String> found =
        refusal.problems().stream().map(p -> p.text().replace(FOLDER + "/", "")).toList();
    List<String> expected =
        Files.readAllLines(Path.of(file.toString().replace(".yaml", ".expected")));
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).startsWith(expected.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("brokenScenarios")
  void staysReadableOnATerminal(Path file) {
    InvalidScenarioException refusal =
        catchThrowableOfType(InvalidScenarioException.class, () -> ScenarioLoader.load(file));

    assertThat(refusal.problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.text()).hasSizeLessThan(700);
              assertThat(Printable.isOneLine(problem.text())).isTrue();
              assertThat(problem.text()).doesNotContain("Exception", "org.yaml", "java.");
            });
  }

  @Test
  void coversEveryBrokenScenarioThatTheFolderHolds() throws IOException {
    assertThat(brokenScenarios()).hasSizeGreaterThanOrEqualTo(30);
  }
}
