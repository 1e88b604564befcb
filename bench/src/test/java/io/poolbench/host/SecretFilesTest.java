package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
  @TempDir private Path folder;

  private List<Capabilities.Missing> missing(Path file) {
    return Capabilities.of(Set.of())
        .missing(List.of(new Requirement.SecretFile(file, "the server's credentials")));
  }

  private Path file(String permissions) throws Exception {
    Path file = Files.writeString(folder.resolve("credentials"), "password=sesame\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void takesAFileThatOnlyItsOwnerReads() throws Exception {
    assertThat(missing(file("rw-------"))).isEmpty();
    assertThat(missing(file("r--------"))).isEmpty();
  }

  @Test
  void refusesAFileThatOthersReadAndSaysHowToCloseIt() throws Exception {
    for (String permissions : List.of("rw-r-----", "rw----r--", "rw-r--r--")) {
      Path file = file(permissions);
      assertThat(missing(file))
          .singleElement()
          .hasToString(
              "%s, which is to hold the server's credentials, can be read by more than its owner (chmod 600 %s)"
                  .formatted(file, file));
    }
  }

  @Test
  void refusesWhatIsNotThereOrNoFile() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file("rw-------"));
    assertThat(missing(folder.resolve("none")).toString()).contains("is not there");
    assertThat(missing(folder).toString()).contains("is no regular file");
    assertThat(missing(link).toString()).contains("is no regular file");
  }
}
