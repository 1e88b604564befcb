package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileOnServerTest {
  @TempDir private Path folder;

  @Test
  void leavesAFileAloneWhereTheServersFolderIsNotMounted() throws Exception {
    Path file = Files.createFile(folder.resolve("poolbench-a-b-disk.raw"));

    assertThat(FileOnServer.delete(folder, "nas:/vol1", "poolbench-a-b-disk.raw")).isFalse();

    assertThat(file).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "disk.raw", "poolbench-*", "poolbench-a/../b", "../poolbench-a"})
  void takesNoNameThatARunDoesNotGive(String name) {
    assertThatThrownBy(() -> FileOnServer.delete(folder, "nas:/vol1", name))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no name that a run gives");
  }
}
