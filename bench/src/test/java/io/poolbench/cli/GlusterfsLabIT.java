package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guests on GlusterFS through FUSE in a lab: of its own server, and on somebody's volume. */
@Tag("long")
class GlusterfsLabIT extends VerifiedInALab {
  /** Prints what a run may not leave, and two words where it left nothing. */
  static final String LOOK =
      """
      look() {
        {
          gluster volume list 2>/dev/null
          grep -E ' (/srv|/var/lib/poolbench/work)' /proc/mounts
          virsh -q pool-list --all
          losetup -n -a | grep -v export.img
          ls work
          pgrep -a glusterfs | grep -v theirs
        } | grep -v '^theirs$' || echo 'nothing left'
      } >&2
      """;

  /** A volume of somebody's, with a file of theirs. */
  static final String THEIRS =
      """
      truncate -s 200M export.img; mkdir -p /export
      mkfs.ext4 -q export.img; mount -o loop export.img /export
      mkdir /export/brick
      gluster --mode=script volume create theirs 127.0.1.1:/export/brick >&2
      gluster --mode=script volume start theirs >&2
      mkdir /mnt/theirs; mount -t glusterfs 127.0.1.1:/theirs /mnt/theirs
      mkdir /mnt/theirs/folder; echo foreign >/mnt/theirs/folder/poolbench-foreign.raw
      """;

  GlusterfsLabIT() throws IOException {}

  @Override
  String kind() {
    return "netfs";
  }

  @Test
  void measuresTheLabsOwnServerWithVerifiedDataAndLeavesNothing() throws Exception {
    scenario(
        "own",
        "32MiB",
        WHOLE,
        "name: first, protocol: glusterfs",
        "name: qcow2, protocol: glusterfs, format: qcow2, filesystem: xfs, disk: { cache: writeback }, mount_options: direct-io-mode=disable");

    List<String> said =
        inALab(
            "gluster",
            LOOK
                + """
            # how the brick has opened files of the volume: proc(5), fdinfo
            (while sleep 0.5; do
              find /proc/$(pgrep -x glusterfsd)/fd -lname '/srv/poolbench/brick/.glusterfs/??/??/*' |
                while read -r fd; do sed -n 's/^flags:\\s*/brick opened /p' ${fd/fd/fdinfo}; done
            done >opened 2>/dev/null) & watcher=$!
            measure own; echo "exit $?" >&2
            kill $watcher
            sort -u opened >&2
            look
            cat log.txt >&2
            tar -c -C results .
            """);

    assertThat(said)
        .as("O_RDWR with O_DIRECT, and the second image without: O_DIRECT is 040000")
        .containsSubsequence("exit 0", "brick opened 0100002", "brick opened 0140002")
        .contains("nothing left");
    RunResult run = sandbox.load("own");
    assertThat(run.trials()).hasSize(2).allSatisfy(this::isVerified);
    assertThat(run.trials().stream().map(t -> t.trial().guestDigest()).distinct()).hasSize(1);
    assertThat(mountOf(run, "first")).startsWith("fuse.glusterfs rw,nosuid,nodev,noexec");
    assertThat(effective(run, "first"))
        .hasEntrySatisfying("server", s -> assertThat(s).startsWith("glusterfs "))
        .hasEntrySatisfying(
            "volume options",
            o ->
                assertThat(o.split(" "))
                    .contains("performance.write-behind=on", "performance.strict-o-direct=off"))
        .hasEntrySatisfying("server's filesystem", f -> assertThat(f).startsWith("ext4 rw"));
    assertThat(effective(run, "qcow2"))
        .hasEntrySatisfying("server's filesystem", f -> assertThat(f).startsWith("xfs rw"));
  }

  @Test
  void leavesEverybodysFilesOnSomebodysVolumeAloneAlsoWhenKilled() throws Exception {
    String mine = "protocol: glusterfs, source: '127.0.1.1:/theirs/folder'";
    scenario(
        "mine",
        "32MiB",
        WHOLE,
        "name: first, " + mine,
        "name: gone, protocol: glusterfs, source: '127.0.1.1:/nowhere'");
    scenario("killed", "32MiB", ENDLESS, "name: first, format: qcow2, " + mine);
    scenario("own", "32MiB", ENDLESS, "name: first, protocol: glusterfs");

    List<String> said =
        inALab(
            "gluster",
            THEIRS
                + LOOK
                + """
            measure mine; echo "mine: exit $?" >&2
            ls /mnt/theirs/folder >&2
            look
            kill_when() { # RUN COMMAND…
              measure $1 2>/dev/null & launcher=$!
              until "${@:2}"; do sleep 0.2; done
              sleep 2
              pkill -9 -P $launcher java; wait $launcher 2>/dev/null
            }
            kill_when killed [ -e /mnt/theirs/folder/poolbench-killed-first-disk.qcow2 ]
            ls /mnt/theirs/folder >&2
            poolbench cleanup; echo "cleaned: exit $?" >&2
            ls /mnt/theirs/folder >&2
            look
            kill_when own [ -e /srv/poolbench/brick/disk.raw ]
            gluster volume list >&2
            poolbench cleanup; echo "own cleaned: exit $?" >&2
            look
            cat /mnt/theirs/folder/* >&2
            cat log.txt >&2
            tar -c -C results .
            """);

    assertThat(String.join("\n", said))
        .contains(
            "mine: exit 3\npoolbench-foreign.raw\nnothing left\n"
                + "poolbench-foreign.raw\npoolbench-killed-first-disk.qcow2\n"
                + "cleaned: exit 0\npoolbench-foreign.raw\nnothing left\n"
                + "poolbench\ntheirs\nown cleaned: exit 0\nnothing left\nforeign\n");
    RunResult run = sandbox.load("mine");
    isVerified(trial(run, "first"));
    assertThat(effective(run, "first")).containsEntry("built on", "127.0.1.1:/theirs/folder");
    assertThat(trial(run, "gone").trial().failure()).contains("create the netfs pool");
    assertThat(Files.readString(sandbox.results().resolve("mine/run.json")))
        .doesNotContain("foreign");
  }
}
