package io.poolbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs of earlier format versions, as an earlier poolbench really stored them. */
class FormatStepsTest {
  private static final Path SAMPLE = Path.of("../results/sample").toAbsolutePath().normalize();

  /** Kept with the command that made it, see the README there. */
  private static final Path VERSION_1 =
      Path.of("src/test/resources/io/poolbench/result/version-1").toAbsolutePath();

  private static RunResult load(Path run) {
    return new ResultStore(run.resolveSibling("")).load(String.valueOf(run.getFileName()));
  }

  @Test
  void aStepLeadsFromEveryEarlierVersionToTheNext() {
    assertThat(FormatVersion.STEPS).hasSize(FormatVersion.CURRENT - 1);
  }

  @Test
  void readsTheSampleRunOfVersion1() throws IOException {
    assertThat(Files.readString(SAMPLE.resolve("run.json"))).contains("\"formatVersion\" : 1,");

    RunResult sample = load(SAMPLE);

    assertThat(sample.run().formatVersion()).isEqualTo(FormatVersion.CURRENT);
    assertThat(sample.run().state()).isEqualTo(RunState.COMPLETE);
    assertThat(sample.run().inputs()).isEmpty();
    assertThat(sample.run().resumptions()).isEmpty();
    assertThat(sample.trials()).hasSize(25);
    assertThat(sample.trials()).extracting(t -> t.trial().boot()).containsOnlyNulls();
    assertThat(sample.trials().get(0).workloads()).hasSize(4);
    assertThat(sample.unfinished()).isEmpty();
  }

  @Test
  void readsAnIncompleteRunOfVersion1() {
    RunResult run = load(VERSION_1);

    assertThat(run.run().state()).isEqualTo(RunState.INCOMPLETE);
    assertThat(run.run().problem()).contains("interrupted");
    assertThat(run.run().inputs()).isEmpty();
    assertThat(run.changedInputs()).isEmpty();
    assertThat(run.trials()).hasSize(1);
    assertThat(run.trials().get(0).trial().boot()).isNull();
    assertThat(run.trials().get(0).trial().formatVersion()).isEqualTo(FormatVersion.CURRENT);
    assertThat(run.unfinished()).extracting(PlannedTrial::index).containsExactly(2);
  }

  @Test
  void readingRewritesNothing() throws IOException {
    for (Path run : List.of(SAMPLE, VERSION_1)) {
      TreeMap<String, String> before = contents(run);
      load(run);
      assertThat(contents(run)).isEqualTo(before);
    }
  }

  private static TreeMap<String, String> contents(Path folder) throws IOException {
    TreeMap<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
