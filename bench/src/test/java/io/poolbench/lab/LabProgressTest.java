package io.poolbench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a lab's folder, and what is kept for the next lab. */
class LabProgressTest {
  @TempDir private Path folder;

  @Test
  void tellsTheStageByTheFilesThatTheLabLeft() throws IOException {
    assertThat(Stage.of(folder)).isEqualTo(Stage.START);
    Files.createFile(folder.resolve("stage-root"));
    assertThat(Stage.of(folder)).isEqualTo(Stage.LIBVIRT);
    Files.createFile(folder.resolve("stage-job"));
    assertThat(Stage.of(folder)).isEqualTo(Stage.JOB);
    Files.createFile(folder.resolve("status"));
    assertThat(Stage.of(folder)).isEqualTo(Stage.SHUTDOWN);
  }

  @Test
  void letsOnlyTheJobTakeAsLongAsItLikes() {
    assertThat(Stage.values()).allMatch(stage -> stage.limit().isEmpty() == (stage == Stage.JOB));
  }

  @Test
  void takesAStatusOnlyWhenItIsANumber() throws IOException {
    LabFolder lab = new LabFolder(folder);

    assertThat(lab.status()).isEmpty();
    Files.writeString(folder.resolve("status"), "");
    assertThat(lab.status()).isEmpty();
    Files.writeString(folder.resolve("status"), "7\n");
    assertThat(lab.status()).hasValue(7);
  }

  @Test
  void quotesTheEndOfAConsoleWithoutWhatEveryLabSays() {
    String console =
        "SELinux: CONFIG_SECURITY_SELINUX_CHECKREQPROT_VALUE is non-zero.\r\n"
            + "mmapper_init - find_iomem failed\n"
            + "lab: root after 1.52 s\u001b\n\n"
            + "Kernel panic - not syncing: Attempted to kill init!\n"
            + " [<601da53e>] proc_reg_write+0x6c/0x8a\n";

    assertThat(Console.tail(console.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "  lab: root after 1.52 s\n  Kernel panic - not syncing: Attempted to kill init!");
    assertThat(Console.tail(new byte[0])).contains("nothing");
    assertThat(Console.tail("x\n".repeat(99).getBytes(StandardCharsets.UTF_8)).lines()).hasSize(15);
  }

  @Test
  void givesTheNextLabWhatAnEarlierOneLearntOfQemu() throws IOException {
    QemuCapabilities capabilities = new QemuCapabilities(folder.resolve("cache/qemu-1"));
    LabFolder first = lab("first");
    Files.writeString(
        Files.createDirectory(first.path().resolve("learnt")).resolve("a.xml"), "<qemuCaps/>");
    capabilities.giveTo(first);
    assertThat(first.path().resolve("capabilities")).doesNotExist();

    assertThat(capabilities.takeFrom(first)).isTrue();

    LabFolder second = lab("second");
    capabilities.giveTo(second);
    assertThat(second.path().resolve("capabilities/a.xml")).hasContent("<qemuCaps/>");
  }

  @Test
  void replacesWhatLibvirtLearntAnew() throws IOException {
    QemuCapabilities capabilities = new QemuCapabilities(folder.resolve("cache"));
    LabFolder lab = lab("lab");
    Path learnt = Files.createDirectory(lab.path().resolve("learnt")).resolve("a.xml");
    Files.writeString(learnt, "old");
    capabilities.takeFrom(lab);
    Files.writeString(learnt, "new");

    capabilities.takeFrom(lab);

    assertThat(folder.resolve("cache/a.xml")).hasContent("new");
    assertThat(folder.resolve("cache").toFile().list()).containsExactly("a.xml");
  }

  @Test
  void doesWithoutACacheThatCannotBeWritten() throws IOException {
    LabFolder lab = lab("lab");
    Files.createDirectory(lab.path().resolve("learnt"));
    Path file = Files.createFile(folder.resolve("a-file"));

    assertThat(new QemuCapabilities(file.resolve("cache")).takeFrom(lab)).isFalse();
  }

  @Test
  void readsTheMemoryThatIsAvailable() {
    // head -3 /proc/meminfo
    assertThat(
            LabRequirements.available(
                List.of(
                    "MemTotal:       24683656 kB",
                    "MemFree:        23351604 kB",
                    "MemAvailable:   23383252 kB")))
        .hasValue(23383252L << 10);
    assertThat(LabRequirements.available(List.of())).isEmpty();
  }

  private LabFolder lab(String name) throws IOException {
    return new LabFolder(Files.createDirectory(folder.resolve(name)));
  }
}
