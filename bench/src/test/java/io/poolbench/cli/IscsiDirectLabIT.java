package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.DiskCounters;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real targets that QEMU logs in to, in labs: a machine need not have QEMU's driver for it. */
@Tag("long")
class IscsiDirectLabIT {
  private static final long VERIFIED_BYTES = 4L << 20;
  private static final long LONGEST_SECONDS = 900;
  private static final String PASSWORD = "Xyzzy-plugh-42";
  private static final String WRONG = "Plover-fee-fie-1";

  /**
   * Runs in the lab, as {@code bash script JAVA…}, beside scenario files: a target that the run did
   * not make, with a filesystem on its LUN.
   */
  private static final String TARGET =
      """
      cd /var/lib/poolbench
      java=("$@")
      target=iqn.2024-01.org.example:disk1
      lun=ip-127.0.0.1:3260-iscsi-$target-lun-1
      until_ok() { for i in $(seq 900); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done; echo "never: $*"; exit 1; }
      poolbench() { # COMMAND…
        "${java[@]}" "$@" --results /var/lib/poolbench/r --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w 2>&1
      }
      run() { # NAME SCENARIO WORDS…
        poolbench run "$folder/$2" --name "$1" "${@:3}" >"$1.log"
        echo "$1: exit $?"
      }
      digest() { sync; sha256sum disk.img; }
      none() {
        [ -z "$(losetup -a)$(virsh -q pool-list --all --name)$(virsh -q secret-list)" ] &&
          [ ! -e w/looks ] && [ -z "$(ls -d /tmp/poolbench-lun* 2>/dev/null)" ] && echo "nothing left"
      }
      blank() {
        sync
        cmp -n 8388608 disk.img /dev/zero && cmp -n 2097152 -i 48234496:0 disk.img /dev/zero && echo blank
      }
      tgt() { tgtadm --lld iscsi "$@"; }
      truncate -s 48M disk.img
      mkfs.ext4 -q -F -L precious disk.img
      precious=$(digest)
      untouched() { [ "$(digest)" = "$precious" ] && echo untouched; }
      tgt --op new --mode target --tid 1 -T $target
      tgt --op new --mode logicalunit --tid 1 --lun 1 -b /var/lib/poolbench/disk.img
      tgt --op new --mode account --user bench --password "$(cat "$folder/password")"
      tgt --op bind --mode account --tid 1 --user bench
      tgt --op bind --mode target --tid 1 -I ALL
      """;

  private static final String REFUSED =
      """
      poolbench plan "$folder/theirs.yaml" | grep -o 'theirs: unit:0:0:1 of .*'
      run refused theirs.yaml
      grep -o 'bears ext4 (filesystem, label precious' refused.log
      grep -o -m 1 -e "--overwrite=$lun" refused.log
      none
      run wrong-password wrong.yaml
      grep -o 'the LUN of backend theirs cannot be had' wrong-password.log
      none
      run no-portal nobody.yaml
      grep -o 'the LUN of backend theirs cannot be had' no-portal.log
      none
      run too-small small.yaml --overwrite "$lun"
      grep -o 'has 50331648 bytes, and 67108864 are needed' too-small.log
      none
      untouched
      """;

  private static final String USED =
      """
      # by the kernel, for somebody who uses it
      iscsiadm -m discoverydb -t st -p 127.0.0.1 -D >/dev/null
      iscsiadm -m node -T $target -p 127.0.0.1:3260 -o update -n node.session.auth.authmethod -v CHAP
      iscsiadm -m node -T $target -p 127.0.0.1:3260 -o update -n node.session.auth.username -v bench
      iscsiadm -m node -T $target -p 127.0.0.1:3260 -o update -n node.session.auth.password -v "$(cat "$folder/password")"
      iscsiadm -m node -T $target -p 127.0.0.1:3260 -l >/dev/null
      run used theirs.yaml --overwrite "$lun"
      grep -o "kernel is logged in to $target" used.log
      iscsiadm -m node -T $target -p 127.0.0.1:3260 -u >/dev/null
      none
      untouched
      # data that no signature tells of, at the end
      truncate -s 0 disk.img
      truncate -s 48M disk.img
      printf x | dd of=disk.img bs=1 seek=50331000 conv=notrunc status=none
      precious=$(digest)
      run data theirs.yaml
      grep -o 'bears data of a kind that poolbench does not know (byte 50331000' data.log
      untouched
      """;

  private static final String KILLED =
      """
      "${java[@]}" run "$folder/long.yaml" --name killed --overwrite "$lun" --results /var/lib/poolbench/r \\
        --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w >killed.log 2>&1 &
      measures() { virsh domblkstat poolbench-killed-t1 vda | awk '$2 == "rd_req" && $3 > 1000 {found = 1} END {exit !found}'; }
      until_ok measures
      kill -9 $!
      until_ok sh -c '[ -z "$(virsh -q list --name)" ]'
      # the lab's journals are not taken up by anybody, since their lab is gone: but here it is not
      cp r/killed/lab-journal.jsonl r/killed/journal.jsonl
      poolbench cleanup | grep -o 'undone: \\(remote lun\\|secret\\|pool\\)'
      none
      blank
      # what a run has left blank needs no word any more
      "${java[@]}" run "$folder/theirs.yaml" --name again --results /var/lib/poolbench/r \\
        --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w >again.log 2>&1 &
      until_ok grep -q '^run again' again.log
      kill -TERM $!
      wait $!
      none
      blank
      grep -rlE 'Xyzzy-plugh-42|Plover-fee-fie-1' r p *.log || echo 'no password anywhere'
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

  private Path secret(String name, String text) throws IOException {
    return Files.setPosixFilePermissions(
        sandbox.write(name, text + "\n"), PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void servesTheSubstrateWithAndWithoutAPasswordAndGuestsReadBackWhatTheyWrote() throws Exception {
    String run = "it_direct.A";
    Path scenario =
        sandbox.write(
            "direct.yaml",
            """
            name: direct
            substrate: { device: loop:64MiB }
            disk: { size: 32MiB }
            backends:
              - { kind: iscsi-direct, name: plain }
              - { kind: iscsi-direct, name: chap, chap_user: bench, chap_password_file: %s, write_cache: off }
            baseline: plain
            workloads:
              - name: verify
                fio: { rw: randwrite, bs: 64k, size: 4m, verify: crc32c, do_verify: 1, verify_fatal: 1 }
            replicates: 1
            """
                .formatted(secret("password", PASSWORD)));

    PoolbenchProcess process = sandbox.startRun(scenario, run, "--on", "lab");

    assertThat(process.exitCode()).as(process.err()).isZero();
    RunResult result = sandbox.load(run);
    assertThat(result.trials()).hasSize(2);
    for (var each : result.trials()) {
      TrialRecord trial = each.trial();
      assertThat(trial.failure()).as(trial.backend()).isNull();
      var evidence = trial.workloads().get(0).evidence();
      assertThat(evidence.fioErrors()).isZero();
      DiskCounters disk = Objects.requireNonNull(evidence.guestDisk());
      assertThat(disk.writeBytes()).isEqualTo(VERIFIED_BYTES);
      assertThat(disk.readBytes()).isEqualTo(VERIFIED_BYTES);
      assertThat(trial.effective())
          .containsEntry("iSCSI portal", "127.0.0.1:3260")
          .containsEntry("iSCSI initiator", "iqn.2024-01.io.poolbench:initiator")
          .containsEntry("QEMU protocol driver", "iscsi");
    }
    assertThat(process.out() + process.err()).doesNotContain(PASSWORD);
    assertThat(filesWith(PASSWORD, sandbox.results())).isEmpty();
    assertThat(filesWith(PASSWORD, sandbox.reports())).isEmpty();
    String journal = Files.readString(sandbox.results().resolve(run).resolve("lab-journal.jsonl"));
    for (String kind : List.of("iscsi target", "secret", "pool")) {
      assertThat(steps(journal, kind, "DONE")).as(kind).isPositive();
      assertThat(steps(journal, kind, "UNDONE")).as(kind).isEqualTo(steps(journal, kind, "DONE"));
    }
    assertThat(steps(journal, "iscsi session", "INTENT")).isZero();
  }

  @Test
  void refusesSomebodysLunBeforeTheRunBeginsAndTouchesNothing() throws Exception {
    assertThat(somebodys(REFUSED))
        .containsExactly(
            "theirs: unit:0:0:1 of iqn.2024-01.org.example:disk1 at 127.0.0.1:3260",
            "refused: exit 2",
            "bears ext4 (filesystem, label precious",
            "--overwrite=ip-127.0.0.1:3260-iscsi-iqn.2024-01.org.example:disk1-lun-1",
            "nothing left",
            "wrong-password: exit 2",
            "the LUN of backend theirs cannot be had",
            "nothing left",
            "no-portal: exit 2",
            "the LUN of backend theirs cannot be had",
            "nothing left",
            "too-small: exit 2",
            "has 50331648 bytes, and 67108864 are needed",
            "nothing left",
            "untouched");
  }

  @Test
  void refusesALunThatTheKernelMayUseOrThatBearsDataOfNoKind() throws Exception {
    assertThat(somebodys(USED))
        .containsExactly(
            "used: exit 2",
            "kernel is logged in to iqn.2024-01.org.example:disk1",
            "nothing left",
            "untouched",
            "data: exit 2",
            "bears data of a kind that poolbench does not know (byte 50331000",
            "untouched");
  }

  @Test
  void overwritesSomebodysLunThatIsNamedAndLeavesItBlankWhenItIsKilled() throws Exception {
    assertThat(somebodys(KILLED))
        .containsExactly(
            "undone: remote lun",
            "undone: pool",
            "undone: secret",
            "nothing left",
            "blank",
            "nothing left",
            "blank",
            "no password anywhere");
  }

  /** What a script prints in a lab that has somebody's target. */
  private List<String> somebodys(String script) throws Exception {
    Path right = secret("password", PASSWORD);
    Path wrong = secret("wrong", WRONG);
    theirs("theirs.yaml", "127.0.0.1", "32MiB", right, "size: 1m");
    theirs("wrong.yaml", "127.0.0.1", "32MiB", wrong, "size: 1m");
    theirs("nobody.yaml", "127.0.0.1:3999", "32MiB", right, "size: 1m");
    theirs("small.yaml", "127.0.0.1", "64MiB", right, "size: 1m");
    theirs("long.yaml", "127.0.0.1", "32MiB", right, "runtime: 300s, time_based: 1");
    Path file = sandbox.write("somebodys.sh", "folder=" + sandbox.root() + "\n" + TARGET + script);
    List<String> arguments = new ArrayList<>(List.of("lab", "run", "--serve", "iscsi"));
    arguments.addAll(List.of("--work-dir", sandbox.work().toString(), "--"));
    arguments.addAll(List.of("bash", file.toString()));
    arguments.addAll(PoolbenchProcess.command(List.of("-XX:TieredStopAtLevel=1"), List.of()));
    PoolbenchProcess process = sandbox.startIn(List.of(), arguments);
    assertThat(process.exitCode(LONGEST_SECONDS)).as(process.out() + process.err()).isZero();
    return process.out().lines().toList();
  }

  private void theirs(String name, String portal, String size, Path password, String length)
      throws IOException {
    sandbox.write(
        name,
        """
        name: theirs
        substrate: { device: loop:16MiB }
        disk: { size: %s }
        backends:
          - { kind: iscsi-direct, name: theirs, target: "iqn.2024-01.org.example:disk1", portal: "%s", chap_user: bench, chap_password_file: %s }
        baseline: theirs
        workloads:
          - { name: randread, fio: { rw: randread, bs: 4k, %s } }
        replicates: 1
        """
            .formatted(size, portal, password, length));
  }

  private static long steps(String journal, String kind, String step) {
    return journal
        .lines()
        .filter(line -> line.contains("\"step\":\"" + step + "\""))
        .filter(line -> line.contains("\"kind\":\"" + kind + "\""))
        .count();
  }

  private static List<Path> filesWith(String text, Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
