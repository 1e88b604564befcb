package io.poolbench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.StorageBackend;
import io.poolbench.workload.FioWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedScenariosTest {
  private static final Path FOLDER = Path.of("../scenarios");

  static Stream<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void loads(Path file) throws Exception {
    Scenario scenario = ScenarioLoader.load(file);
    assertThat(file.getFileName()).hasToString(scenario.name() + ".yaml");
    assertThat(scenario.question()).isNotEmpty();
    assertThat(scenario.text())
        .startsWith("# yaml-language-server: $schema=scenario.schema.json\n");
  }

  @Test
  void quickstartComparesFiveBackendsOverFourWorkloads() throws Exception {
    Scenario quickstart = ScenarioLoader.load(FOLDER.resolve("quickstart.yaml"));
    assertThat(quickstart.backends())
        .extracting(StorageBackend::name)
        .containsExactly("block", "disk", "fs-ext4-raw", "dir-raw", "dir-qcow2");
    assertThat(quickstart.workloads())
        .extracting(FioWorkload::name)
        .containsExactly("randread-4k-qd1", "randwrite-4k-qd16", "seqread-1m", "fsync-log");
    assertThat(quickstart.baseline()).isEqualTo("block");
    assertThat(RunPlan.of(quickstart, 1).estimate(Pace.emulated()).total())
        .isLessThan(Duration.ofMinutes(15));
  }

  @Test
  void theSchemaForEditorsIsTheGeneratedOne() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("scenario.schema.json")))
        .as("scenarios/scenario.schema.json against ScenarioSchema.json()")
        .isEqualTo(ScenarioSchema.json());
  }

  @Test
  void everyKeyAndItsDefaultIsDocumented() throws IOException {
    String documentation = Files.readString(Path.of("../docs/scenarios.md"));
    ScenarioKeys.parts()
        .values()
        .forEach(
            keys ->
                keys.stream()
                    .filter(Key::accepted)
                    .forEach(
                        key -> {
                          // one name may be a key of several parts
                          List<String> rows =
                              documentation
                                  .lines()
                                  .filter(line -> line.startsWith("| `" + key.name() + "` |"))
                                  .toList();
                          assertThat(rows).as("a row for " + key.name()).isNotEmpty();
                          key.defaultText()
                              .filter(text -> !text.isEmpty())
                              .ifPresent(
                                  text ->
                                      assertThat(rows)
                                          .anyMatch(row -> row.contains("| `" + text + "` |")));
                        }));
  }
}
