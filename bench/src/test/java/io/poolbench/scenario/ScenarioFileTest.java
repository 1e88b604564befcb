package io.poolbench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {
  private static final Path VALID = Path.of("src/test/resources/io/poolbench/scenario/valid.yaml");

  @TempDir Path folder;

  @Test
  void refusesAnAbsentFile() {
    assertRefused(folder.resolve("absent.yaml"), "absent.yaml: no such file");
  }

  @Test
  void refusesAFolder() {
    assertRefused(folder, "is a folder; expected a scenario");
  }

  @Test
  void refusesADeviceWithoutReadingIt() {
    assertRefused(Path.of("/dev/zero"), "/dev/zero: is not a regular file");
  }

  @Test
  void refusesTenMegabytesBeforeReadingThem() throws IOException {
    Path file = folder.resolve("large.yaml");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(10 << 20);
    }
    assertRefused(file, "large.yaml: is larger than 256KiB");
  }

  @Test
  void takesAByteOrderMark() throws Exception {
    Path file = Files.writeString(folder.resolve("bom.yaml"), "\uFEFF" + Files.readString(VALID));
    assertThat(ScenarioLoader.load(file).name()).isEqualTo("valid");
  }

  @Test
  void takesWindowsLineEnds() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("crlf.yaml"), Files.readString(VALID).replace("\n", "\r\n"));
    assertThat(ScenarioLoader.load(file).workloads()).hasSize(1);
  }

  @Test
  void refusesUtf16() throws IOException {
    Path file = folder.resolve("utf16.yaml");
    Files.write(file, Files.readString(VALID).getBytes(StandardCharsets.UTF_16));
    assertRefused(file, "is binary (or UTF-16)");
  }

  @Test
  void refusesAJobFileThatASymbolicLinkTakesOutOfTheFolder() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.fio"), "[a]\nrw=read\nruntime=1s\n");
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("link.fio"), secret);
    assertRefused(withJobFile(inside, "link.fio"), "leads out of the scenario's folder");
  }

  @Test
  void readsAJobFileBelowTheScenariosFolder() throws Exception {
    Files.createDirectories(folder.resolve("jobs/db"));
    Files.writeString(
        folder.resolve("jobs/db/a.fio"), "[global]\nruntime=3s\n[a]\nrw=read\n[b]\nrw=write\n");
    Scenario scenario = ScenarioLoader.load(withJobFile(folder, "jobs/db/a.fio"));
    assertThat(scenario.workloads().get(0).jobs().jobs()).hasSize(2);
  }

  private static Path withJobFile(Path folder, String job) throws IOException {
    String text = Files.readString(VALID).replaceAll("fio: \\{[^}]*}", "fio_file: " + job);
    return Files.writeString(folder.resolve("scenario.yaml"), text);
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> ScenarioLoader.load(file))
        .isInstanceOf(InvalidScenarioException.class)
        .hasMessageContaining(message);
  }
}
