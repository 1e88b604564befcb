package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Real maps over two iSCSI sessions, in labs: somebody's, one that loses a path, one of a run that
 * is killed.
 */
@Tag("long")
class MpathLabIT {
  private static final long LONGEST_SECONDS = 900;

  /** Runs in the lab, as {@code bash script JAVA…}, beside scenario files. */
  private static final String COMMON =
      """
      cd /var/lib/poolbench
      java=("$@")
      until_ok() { for i in $(seq 900); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done; echo "never: $*"; exit 1; }
      poolbench() { # COMMAND…
        "${java[@]}" "$@" --results /var/lib/poolbench/r --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w 2>&1
      }
      run() { # NAME SCENARIO WORDS…
        poolbench run "$2" --name "$1" "${@:3}" >"$1.log"
        echo "$1: exit $?"
      }
      in_the_back() { # NAME SCENARIO
        "${java[@]}" run "$2" --name "$1" --results /var/lib/poolbench/r \
          --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w >"$1.log" 2>&1 &
      }
      measures() { virsh domblkstat poolbench-$1-t1 vda | awk '$2 == "rd_req" && $3 > 200 {found = 1} END {exit !found}'; }
      none() {
        [ -z "$(losetup -a)$(virsh -q pool-list --all --name)$(virsh -q list --all --name)" ] &&
          [ ! -e w/looks ] && echo "nothing left"
      }
      paths() { echo "maps: $(dmsetup ls --target multipath | grep -cv '^No devices'), sessions: $(ls /sys/class/iscsi_session | wc -l)"; }
      somebody_maps() {
        target=iqn.2024-01.org.example:theirs
        truncate -s 48M theirs.img
        tgtadm --lld iscsi --op new --mode target --tid 7 -T $target
        tgtadm --lld iscsi --op new --mode logicalunit --tid 7 --lun 1 -b "$PWD/theirs.img"
        tgtadm --lld iscsi --op bind --mode target --tid 7 -I ALL
        tgtadm --lld iscsi --op new --mode portal --param portal=127.0.0.3:3260
        for portal in 127.0.0.1:3260 127.0.0.3:3260; do
          iscsiadm -m node -T $target -p $portal --op new >/dev/null
          iscsiadm -m node -T $target -p $portal --login >/dev/null
          until_ok ls /dev/disk/by-path/ip-$portal-iscsi-$target-lun-1
        done
        modprobe -a dm-multipath dm-service-time
        table="0 98304 multipath 0 0 1 1 service-time 0 2 1"
        for portal in 127.0.0.1:3260 127.0.0.3:3260; do
          table="$table $(lsblk -dno MAJ:MIN /dev/disk/by-path/ip-$portal-iscsi-$target-lun-1 | tr -d ' ') 1"
        done
        dmsetup create mpatha --uuid mpath-3600theirs --table "$table"
        udevadm settle
      }
      """;

  private static final String THEIRS =
      """
      somebody_maps
      paths
      digest() { sync; sha256sum /dev/mapper/mpatha; }
      blank() {
        sync
        cmp -n 1048576 /dev/mapper/mpatha /dev/zero &&
          cmp -n 1048576 -i 49283072:0 /dev/mapper/mpatha /dev/zero && echo blank
      }
      mkfs.ext4 -q -F -L precious /dev/mapper/mpatha
      precious=$(digest)
      poolbench plan "$folder/theirs.yaml" | grep -o 'theirs: the map /dev/mapper/mpatha'
      run refused "$folder/theirs.yaml"
      grep -o 'bears ext4 (filesystem, label precious' refused.log
      name=$(grep -o -m 1 -e '--overwrite=[^ ]*' refused.log | cut -d = -f 2)
      [ /dev/disk/by-id/$name -ef /dev/mapper/mpatha ] && echo 'a name of it'
      run nobody "$folder/nobody.yaml"
      grep -o 'there is no map nobody over paths; there are: ./dev/mapper/mpatha' nobody.log
      mkdir m
      mount -o ro,noload /dev/mapper/mpatha m
      run mounted "$folder/theirs.yaml" --overwrite "$name"
      grep -o -m 1 'is mounted' mounted.log
      umount m
      [ "$(digest)" = "$precious" ] && echo untouched
      none
      run overwritten "$folder/theirs.yaml" --overwrite "$name"
      grep -o '"multipath paths" : "2"' r/overwritten/trials/*/trial.json
      blank
      none
      paths
      """;

  private static final String PATH_LOST =
      """
      in_the_back lost "$folder/short.yaml"
      until_ok measures lost
      dmsetup message poolbench-lost 0 "fail_path $(dmsetup table poolbench-lost | grep -o '[0-9]*:[0-9]*' | tail -n 1)"
      wait $!
      echo "lost: exit $?"
      grep -o '"multipath active paths after the workloads" : "1"' r/lost/trials/*/trial.json
      grep -o 'Declared was paths: 2, in effect is 1' -m 1 p/lost/index.html
      none
      paths
      in_the_back killed "$folder/long.yaml"
      until_ok measures killed
      kill -9 $!
      until_ok sh -c '[ -z "$(virsh -q list --name)" ]'
      paths
      # the lab's journals are not taken up by anybody, since their lab is gone: but here it is not
      cp r/killed/lab-journal.jsonl r/killed/journal.jsonl
      poolbench cleanup | grep -o 'undone: multipath map poolbench-killed'
      none
      paths
      tgtadm --lld iscsi --op show --mode portal
      """;

  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  @Test
  void somebodysMapIsRefusedUntilItIsNamedAndThenLeftBlank() throws Exception {
    sandbox.write("theirs.yaml", scenario("theirs, map: mpatha", "size: 1m"));
    sandbox.write("nobody.yaml", scenario("nobody, map: nobody", "size: 1m"));
    assertThat(script(THEIRS))
        .containsExactly(
            "maps: 1, sessions: 2",
            "theirs: the map /dev/mapper/mpatha",
            "refused: exit 2",
            "bears ext4 (filesystem, label precious",
            "a name of it",
            "nobody: exit 2",
            "there is no map nobody over paths; there are: [/dev/mapper/mpatha",
            "mounted: exit 2",
            "is mounted",
            "untouched",
            "nothing left",
            "overwritten: exit 0",
            "\"multipath paths\" : \"2\"",
            "blank",
            "nothing left",
            "maps: 1, sessions: 2");
  }

  @Test
  void aLostPathIsSuspectAndAKilledRunsMapIsRemoved() throws Exception {
    sandbox.write("short.yaml", scenario("short", "runtime: 20s, time_based: 1"));
    sandbox.write("long.yaml", scenario("long", "runtime: 300s, time_based: 1"));
    assertThat(script(PATH_LOST))
        .containsExactly(
            "lost: exit 0",
            "\"multipath active paths after the workloads\" : \"1\"",
            "Declared was paths: 2, in effect is 1",
            "nothing left",
            "maps: 0, sessions: 0",
            "maps: 1, sessions: 2",
            "undone: multipath map poolbench-killed",
            "nothing left",
            "maps: 0, sessions: 0",
            "Portal: 127.0.0.1:3260,1");
  }

  private static String scenario(String backend, String length) {
    String name = backend.split(",", -1)[0];
    return """
        name: %s
        substrate: { device: loop:40MiB }
        disk: { size: 32MiB }
        backends:
          - { kind: mpath, name: %s }
        baseline: %s
        workloads:
          - { name: randread, fio: { rw: randread, bs: 4k, %s } }
        replicates: 1
        """
        .formatted(name, backend, name, length);
  }

  /** What a script prints in a lab with udev, device-mapper and tgtd. */
  private List<String> script(String text) throws Exception {
    Path file = sandbox.write("script.sh", "folder=" + sandbox.root() + "\n" + COMMON + text);
    List<String> arguments = new ArrayList<>(List.of("lab", "run", "--serve", "lvm,iscsi"));
    arguments.addAll(List.of("--work-dir", sandbox.work().toString(), "--"));
    arguments.addAll(List.of("bash", file.toString()));
    arguments.addAll(PoolbenchProcess.command(List.of("-XX:TieredStopAtLevel=1"), List.of()));
    PoolbenchProcess process = sandbox.startIn(List.of(), arguments);
    assertThat(process.exitCode(LONGEST_SECONDS)).as(process.out() + process.err()).isZero();
    return process.out().lines().toList();
  }
}
