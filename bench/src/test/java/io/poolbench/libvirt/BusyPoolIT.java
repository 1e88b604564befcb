package io.poolbench.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cleaning up while libvirt still makes a volume that a killed run had asked for. */
@Timeout(120)
class BusyPoolIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final String pool = "poolbench-busy-" + ProcessHandle.current().pid();
  private Process asking;
  private Hypervisor hypervisor;

  @BeforeEach
  void makeAVolumeThatTakesAWhile() throws Exception {
    hypervisor = Hypervisor.at("qemu:///system");
    virsh("pool-create-as", pool, "dir", "--target", folder.toString());
    // holes: libvirt reads them one by one, and writes nothing
    virsh("vol-create-as", pool, "source", "6G", "--allocation", "0");
    asking =
        new ProcessBuilder("virsh", "vol-clone", "--pool", pool, "source", "clone")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    while (!Files.exists(folder.resolve("clone"))) {
      assertThat(asking.isAlive()).isTrue();
      Thread.sleep(10);
    }
    Command.Result refused = Command.run(LIMIT, List.of("virsh", "pool-destroy", pool));
    assertThat(refused.errors()).contains("asynchronous jobs running");
    asking.destroyForcibly();
  }

  @AfterEach
  void endThePool() throws Exception {
    Command.run(LIMIT, List.of("virsh", "pool-destroy", pool));
    asking.destroyForcibly().waitFor();
    hypervisor.close();
  }

  private static String virsh(String... words) throws InterruptedException {
    List<String> line = new ArrayList<>(List.of("virsh", "-q"));
    line.addAll(List.of(words));
    return Command.check(LIMIT, line).text();
  }

  private Creation creation(String kind, String name) throws InterruptedException {
    return new Creation(
        kind, name, Map.of("uri", "qemu:///system", "uuid", virsh("pool-uuid", pool)));
  }

  @Test
  void endsThePoolOnceThatIsDone() throws Exception {
    hypervisor.destroyPool(creation(PoolUndoer.KIND, pool));

    assertThat(virsh("pool-list", "--all")).doesNotContain(pool);
  }

  @Test
  void deletesTheVolumeOnceThatIsDone() throws Exception {
    assertThat(hypervisor.deleteVolume(creation(VolumeUndoer.KIND, "clone"))).isTrue();

    assertThat(folder.resolve("clone")).doesNotExist();
    assertThat(folder.resolve("source")).exists();
  }
}
