package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.Chap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteLunTest {
  private static final String IQN = "iqn.2024-01.org.example:disk1";
  private static final List<String> INFO = List.of("qemu-img", "info");

  private static RemoteLun lun(Optional<Chap> chap) {
    return new RemoteLun("192.0.2.7", 3260, IQN, 3, "iqn.2024-01.org.example:host1", chap);
  }

  @Test
  void isOpenedByTargetLunAndInitiator() {
    assertThat(lun(Optional.empty()).command(INFO, "", List.of("-q")))
        .containsExactly(
            "qemu-img",
            "info",
            "--image-opts",
            "driver=raw,file.driver=iscsi,file.transport=tcp,file.timeout=15,"
                + "file.portal=192.0.2.7:3260,file.target="
                + IQN
                + ",file.lun=3,file.initiator-name=iqn.2024-01.org.example:host1",
            "-q");
    assertThat(lun(Optional.empty()).command(INFO, "offset=0,size=512", List.of()))
        .anyMatch(word -> word.startsWith("driver=raw,offset=0,size=512,file.driver=iscsi"));
  }

  /** The program is one that shows what QEMU would get: its words, and the secret's file. */
  @Test
  void passesThePasswordWithoutItsLineEndAndNotAsAnArgument(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path password = Files.writeString(folder.resolve("password"), "correct-horse\r\n");
    RemoteLun lun = lun(Optional.of(new Chap("bench", password)));
    List<String> show = List.of("sh", "-c", "cat; echo; echo \"$@\"", "show");

    List<String> command = lun.command(show, "", List.of());
    List<String> shown =
        io.poolbench.host.Command.check(command.toArray(String[]::new)).output().lines().toList();

    assertThat(String.join(" ", command)).doesNotContain("correct-horse");
    assertThat(shown.get(0)).isEqualTo("correct-horse");
    assertThat(shown.get(1))
        .startsWith("--object secret,id=chap,file=/dev/stdin --image-opts ")
        .endsWith(",file.user=bench,file.password-secret=chap");
  }

  @Test
  void isReadBackFromTheJournalWithoutItsPassword() {
    for (RemoteLun lun :
        List.of(lun(Optional.empty()), lun(Optional.of(new Chap("bench", Path.of("/root/p")))))) {
      assertThat(RemoteLun.of(lun.details())).isEqualTo(lun);
    }
  }

  @Test
  void bearsTheNameThatUdevWouldGive() {
    assertThat(lun(Optional.empty()).name())
        .hasToString("ip-192.0.2.7:3260-iscsi-" + IQN + "-lun-3");
  }

  @Test
  void isLockedUnlikeItsNeighbours() {
    RemoteLun other =
        new RemoteLun("192.0.2.7", 3260, IQN, 4, "iqn.2024-01.org.example:h", Optional.empty());
    assertThat(lun(Optional.empty()).identity(512).number())
        .isNotEqualTo(other.identity(512).number());
  }
}
