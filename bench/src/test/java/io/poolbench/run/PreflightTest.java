package io.poolbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.host.Capabilities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir Path folder;

  @Test
  void namesTheBackendsOfPoolTypesThatAreMissing() throws Exception {
    assertThat(
            Preflight.unprovisionable(
                Scenarios.small(folder, "loop:1GiB"), Capabilities.of(Set.of("dir"))))
        .containsKey("fs-ext4-raw")
        .extractingByKey("fs-ext4-raw")
        .asString()
        .contains("libvirt here makes no pools of type fs");
  }

  @Test
  void takesAWorkFolderThatIsNotThereYet() throws Exception {
    assertThat(
            Preflight.workFolderProblems(
                Scenarios.small(folder, "loop:1GiB"),
                folder.resolve("not/yet"),
                OptionalLong.empty()))
        .isEmpty();
    assertThat(folder.resolve("not")).doesNotExist();
  }

  @Test
  void refusesAWorkFolderThatIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(
            Preflight.workFolderProblems(
                Scenarios.small(folder, "loop:1GiB"), file, OptionalLong.empty()))
        .singleElement()
        .asString()
        .contains("is not a writable folder", "--work-dir");
  }

  @Test
  void refusesASubstrateLargerThanTheRoomThereIs() throws Exception {
    assertThat(
            Preflight.workFolderProblems(
                Scenarios.small(folder, "loop:64TiB"), folder, OptionalLong.empty()))
        .singleElement()
        .asString()
        .contains("MiB free, the run needs", "--work-dir");
  }

  @Test
  void refusesAWorkFolderThatQemusUserCannotReach() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    assertThat(
            Preflight.workFolderProblems(
                Scenarios.small(folder, "loop:1GiB"), folder, OptionalLong.of(65534)))
        .singleElement()
        .asString()
        .contains("runs as user 65534", "chmod o+x " + folder);
  }
}
