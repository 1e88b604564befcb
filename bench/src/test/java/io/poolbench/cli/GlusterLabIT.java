package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guests whose QEMU reaches GlusterFS by itself, in a lab: its own server, and somebody's volume.
 */
@Tag("long")
class GlusterLabIT extends VerifiedInALab {
  GlusterLabIT() throws IOException {}

  @Override
  String kind() {
    return "gluster";
  }

  @Test
  void measuresTheLabsOwnServerWithVerifiedDataAndLeavesNothing() throws Exception {
    scenario(
        "own",
        "32MiB",
        WHOLE,
        "name: first",
        "name: qcow2, format: qcow2, filesystem: xfs, subclusters: on, preallocation: metadata");

    List<String> said =
        inALab(
            "gluster",
            GlusterfsLabIT.LOOK
                + """
            measure own; echo "exit $?" >&2
            look
            poolbench doctor
            cat log.txt >&2
            tar -c -C results .
            """);

    assertThat(said).containsSequence("exit 0", "nothing left");
    assertThat(said)
        .as("what the lab's doctor says")
        .anyMatch(l -> l.matches("gluster +raw image .* libgfapi from ext4, gluster pool +yes *"));
    RunResult run = sandbox.load("own");
    assertThat(run.trials()).hasSize(2).allSatisfy(this::isVerified);
    assertThat(run.trials().stream().map(t -> t.trial().guestDigest()).distinct()).hasSize(1);
    assertThat(effective(run, "first"))
        .doesNotContainKey("mounted as")
        .hasEntrySatisfying("volume options", o -> assertThat(o).contains("write-behind=on"))
        .hasEntrySatisfying("server's filesystem", f -> assertThat(f).startsWith("ext4 rw"));
    assertThat(effective(run, "qcow2"))
        .hasEntrySatisfying("server's filesystem", f -> assertThat(f).startsWith("xfs rw"));
  }

  @Test
  void leavesEverybodysFilesOnSomebodysVolumeAloneAlsoWhenKilled() throws Exception {
    String mine = "name: first, source: '127.0.1.1:/theirs/folder'";
    scenario("mine", "32MiB", WHOLE, mine, "name: gone, source: '127.0.1.1:/nowhere'");
    scenario("large", "256MiB", WHOLE, mine);
    scenario("killed", "32MiB", ENDLESS, mine + ", format: qcow2");

    List<String> said =
        inALab(
            "gluster",
            GlusterfsLabIT.THEIRS
                + GlusterfsLabIT.LOOK
                + """
            measure mine; echo "mine: exit $?" >&2
            ls /mnt/theirs/folder >&2
            look
            measure large; echo "large: exit $?" >&2
            again() {
              rm -rf results/killed reports/killed
              measure killed 2>/dev/null & launcher=$!
              until [ -e /mnt/theirs/folder/poolbench-killed-first-disk.qcow2 ]; do sleep 0.2; done
              sleep 2
              pkill -9 -P $launcher java; wait $launcher 2>/dev/null
            }
            again
            poolbench cleanup; echo "cleaned: exit $?" >&2
            ls /mnt/theirs/folder >&2
            look
            again
            until virsh -q pool-destroy poolbench-killed >/dev/null 2>&1; do sleep 1; done
            poolbench cleanup; echo "without the pool: exit $?" >&2
            ls /mnt/theirs/folder >&2
            folder=/var/lib/poolbench/work/poolbench-killed/mounts/disk
            mkdir -p $folder; mount -t glusterfs 127.0.1.1:/theirs/folder $folder
            poolbench cleanup; echo "mounted: exit $?" >&2
            umount $folder
            cat /mnt/theirs/folder/* >&2
            cat log.txt >&2
            tar -c -C results .
            """);

    assertThat(String.join("\n", said))
        .contains(
            "mine: exit 3\npoolbench-foreign.raw\nnothing left\nlarge: exit 3\n"
                + "cleaned: exit 0\npoolbench-foreign.raw\nnothing left\n"
                + "without the pool: exit 3\n"
                + "poolbench-foreign.raw\npoolbench-killed-first-disk.qcow2\n"
                + "mounted: exit 0\nforeign\n");
    RunResult run = sandbox.load("mine");
    isVerified(trial(run, "first"));
    assertThat(effective(run, "first"))
        .containsEntry(
            "built on", "gluster://127.0.1.1:24007/theirs/folder/poolbench-mine-first-disk.raw");
    assertThat(trial(run, "gone").trial().failure()).contains("create the gluster pool");
    assertThat(trial(sandbox.load("large"), "first").trial().failure())
        .contains("127.0.1.1:/theirs/folder has ", "first needs 262 MiB");
    assertThat(Files.readString(sandbox.results().resolve("mine/run.json")))
        .doesNotContain("foreign");
  }
}
