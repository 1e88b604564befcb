package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guests on NFS and CIFS in a lab: of its own servers, and of one that is somebody's. */
@Tag("long")
class NetfsLabIT extends VerifiedInALab {
  /** A server of somebody's, with a file of theirs. */
  private static final String EXPORT =
      """
      truncate -s 200M export.img; mkdir -p /export
      mkfs.ext4 -q export.img; mount -o loop export.img /export
      echo foreign >/export/poolbench-foreign.raw
      exportfs -o rw,sync,no_root_squash,no_subtree_check,fsid=0 127.0.0.1:/export
      """;

  NetfsLabIT() throws IOException {}

  @Override
  String kind() {
    return "netfs";
  }

  @Test
  void measuresTheLabsOwnServersWithVerifiedDataAndLeavesNothing() throws Exception {
    scenario(
        "own",
        "32MiB",
        WHOLE,
        "name: first, version: 3",
        "name: nfs42-qcow2, format: qcow2, export: async, mount_options: 'nconnect=2,rsize=16384,wsize=32768', filesystem: xfs",
        "name: cifs-raw, protocol: cifs, preallocation: falloc",
        "name: cifs-qcow2, protocol: cifs, format: qcow2, credentials: lab, version: 3.0");

    List<String> said =
        inALab(
            "nfs,cifs",
            """
            password=$(sed -n 's/^password=//p' /run/poolbench-services/cifs.credentials)
            (while sleep 0.2; do cat /proc/[0-9]*/cmdline; done >cmdlines 2>/dev/null) & watcher=$!
            measure own; echo "exit $?" >&2
            kill $watcher
            grep -aq 'credentials=/run' cmdlines && echo 'command lines seen' >&2
            grep -arlF "$password" cmdlines results reports log.txt /var/log /run/libvirt >&2
            grep -E ' (/srv|/var/lib/poolbench/work)' /proc/mounts >&2
            exportfs -s >&2
            virsh -q pool-list --all >&2
            losetup -n -a >&2
            ls work >&2
            cat log.txt >&2
            tar -c -C results .
            """);

    assertThat(said).containsSequence("exit 0", "command lines seen");
    assertThat(said.get(said.indexOf("command lines seen") + 1)).startsWith("guests run under");
    RunResult run = sandbox.load("own");
    assertThat(run.trials()).hasSize(4).allSatisfy(this::isVerified);
    assertThat(run.trials().stream().map(t -> t.trial().guestDigest()).distinct()).hasSize(1);
    assertThat(mountOf(run, "first")).contains("nfs rw", "vers=3,");
    assertThat(mountOf(run, "nfs42-qcow2"))
        .contains("nfs4 rw", "vers=4.2,", "nconnect=2", "rsize=16384,", "wsize=32768,");
    assertThat(mountOf(run, "cifs-raw")).contains("cifs rw", "vers=3.1.1").doesNotContain("nobrl");
    assertThat(mountOf(run, "cifs-qcow2")).contains("vers=3.0,", "nobrl", "username=…");
    assertThat(effective(run, "first"))
        .hasEntrySatisfying("export in effect", e -> assertThat(e).contains(",sync,"))
        .hasEntrySatisfying("server's filesystem", e -> assertThat(e).startsWith("ext4 rw"));
    assertThat(effective(run, "nfs42-qcow2"))
        .hasEntrySatisfying("export in effect", e -> assertThat(e).contains(",async,"))
        .hasEntrySatisfying("server's filesystem", e -> assertThat(e).startsWith("xfs rw"));
  }

  @Test
  void leavesEverybodysFilesOnSomebodysServerAlone() throws Exception {
    String mine = "source: '127.0.0.1:/'";
    scenario(
        "mine",
        "32MiB",
        WHOLE,
        "name: first, " + mine,
        "name: gone, " + mine + ", mount_options: port=2",
        // nfsd gives no more than a 4096th of its memory
        "name: less, " + mine + ", mount_options: rsize=1048576");
    scenario("large", "256MiB", WHOLE, "name: first, " + mine);

    List<String> said =
        inALab(
            "nfs",
            EXPORT
                + """
            measure mine; echo "mine: exit $?" >&2
            ls /export | grep -v lost+found >&2
            measure large; echo "large: exit $?" >&2
            cat log.txt >&2
            tar -c -C results .
            """);

    assertThat(String.join("\n", said))
        .contains("mine: exit 3\npoolbench-foreign.raw\nlarge: exit 3\n");
    RunResult run = sandbox.load("mine");
    isVerified(trial(run, "first"));
    assertThat(effective(run, "first")).containsEntry("built on", "127.0.0.1:/");
    assertThat(trial(run, "gone").trial().failure())
        .contains("create the netfs pool", "Connection refused");
    assertThat(trial(run, "less").trial().failure())
        .contains("127.0.0.1:/ is mounted, but not with rsize=1048576 (but rsize=");
    assertThat(trial(sandbox.load("large"), "first").trial().failure())
        .contains("127.0.0.1:/ has ", "first needs 262 MiB");
    assertThat(Files.readString(sandbox.results().resolve("mine/run.json")))
        .doesNotContain("foreign");
  }

  @Test
  void deletesAKilledRunsVolumeFromSomebodysServerAndNothingElse() throws Exception {
    scenario("killed", "32MiB", ENDLESS, "name: first, format: qcow2, source: '127.0.0.1:/'");

    List<String> said =
        inALab(
            "nfs",
            EXPORT
                + """
            again() {
              rm -rf results/killed reports/killed
              measure killed & launcher=$!
              until [ -e /export/poolbench-killed-first-disk.qcow2 ]; do sleep 0.2; done
              sleep $1
              pkill -9 -P $launcher java; wait $launcher 2>/dev/null
            }
            again 0  # while libvirt still makes the volume
            ls /export | grep -v lost+found >&2
            poolbench cleanup; echo "cleaned: exit $?" >&2
            ls /export | grep -v lost+found >&2
            again 8
            until virsh -q pool-destroy poolbench-killed >&2; do sleep 1; done
            poolbench cleanup; echo "without the pool: exit $?" >&2
            ls /export | grep -v lost+found >&2
            folder=/var/lib/poolbench/work/poolbench-killed/mounts/disk
            mkdir -p $folder; mount -t nfs 127.0.0.1:/ $folder
            poolbench cleanup; echo "mounted again: exit $?" >&2
            umount $folder
            ls /export | grep -v lost+found >&2
            cat /export/poolbench-foreign.raw >&2
            cat log.txt >&2
            tar -c -C results .
            """);

    String all = String.join("\n", said);
    assertThat(all)
        .contains(
            "poolbench-foreign.raw\npoolbench-killed-first-disk.qcow2\n"
                + "cleaned: exit 0\npoolbench-foreign.raw\n");
    assertThat(all).contains("mounted again: exit 0\npoolbench-foreign.raw\nforeign\n");
    assertThat(all).contains("without the pool: exit 3").contains("mkdir -p ");
  }
}
