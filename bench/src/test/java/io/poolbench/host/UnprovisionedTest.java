package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.NotYet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprovisionedTest {
  @TempDir Path root;

  private List<String> present(String kind) {
    NotYet named =
        NotYet.KINDS.stream().filter(k -> k.kind().equals(kind)).findFirst().orElseThrow();
    return new Unprovisioned(root, List.of(root.resolve("sbin"))).present(named);
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void seesNothingWhereNothingIs() {
    NotYet.KINDS.forEach(kind -> assertThat(present(kind.kind())).as(kind.kind()).isEmpty());
  }

  @Test
  void seesProgramsAndModules() throws Exception {
    file("sbin/zpool", "");
    Files.createDirectories(root.resolve("sys/module/zfs"));
    Files.createDirectories(root.resolve("sys/module/rbd"));
    assertThat(present("zfs")).containsExactly("zpool is installed", "the kernel's zfs is loaded");
    assertThat(present("rbd")).containsExactly("the kernel's rbd is loaded");
  }

  @Test
  void namesControllers() throws Exception {
    Files.createDirectories(root.resolve("sys/class/nvme/nvme1"));
    Files.createDirectories(root.resolve("sys/class/nvme/nvme0"));
    assertThat(present("nvme")).containsExactly("nvme0", "nvme1");
  }
}
