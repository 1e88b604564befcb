package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real SCSI hosts and LUNs, of the kernel's scsi_debug in labs. */
@Tag("long")
class ScsiLabIT {
  private static final long VERIFIED_BYTES = 4L << 20;
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
      none() {
        [ -z "$(losetup -a)$(virsh -q pool-list --all --name)$(virsh -q list --all --name)" ] &&
          [ ! -e w/looks ] && echo "nothing left"
      }
      loaded() { [ -d /sys/module/scsi_debug ] && echo loaded || echo unloaded; }
      somebody_loads() {
        modprobe sd_mod
        modprobe scsi_debug dev_size_mb=48 delay=0
        host=$(ls /sys/bus/pseudo/drivers/scsi_debug/adapter0 | grep ^host)
        until_ok ls -d /sys/class/scsi_host/$host/device/target*/*/block/*
        disk=/dev/$(ls /sys/class/scsi_host/$host/device/target*/*/block)
        udevadm settle
      }
      """;

  /** A disk that the run did not make, with a filesystem on it. */
  private static final String SOMEBODYS =
      """
      somebody_loads
      serial=$(lsblk -dno SERIAL $disk)
      scenario() { sed "s/HOST/$1/; s/SERIAL/$2/; s/SIZE/$3/" "$folder/theirs.yaml" >$4; }
      digest() { sync; sha256sum $disk; }
      blank() {
        sync
        cmp -n 1048576 $disk /dev/zero && cmp -n 1048576 -i 49283072:0 $disk /dev/zero && echo blank
      }
      mkfs.ext4 -q -F -L precious $disk
      precious=$(digest)
      scenario $host $serial 32MiB theirs.yaml
      scenario $host nobody 32MiB nobody.yaml
      scenario $host $serial 64MiB small.yaml
      """;

  private static final String REFUSED =
      """
      poolbench plan theirs.yaml | grep -o 'theirs: the LUN with serial number .* of host' | sed "s/$serial/SERIAL/"
      run refused theirs.yaml
      grep -o 'bears ext4 (filesystem, label precious' refused.log
      lun=$(grep -o -m 1 -e '--overwrite=[^ ]*' refused.log | cut -d = -f 2)
      [ /dev/disk/by-id/$lun -ef $disk ] && echo 'a name of it'
      none
      run nobody nobody.yaml
      grep -o 'the LUN with serial number nobody is not among the LUNs of the adapter: unit:0:0:0, serial number' nobody.log
      run small small.yaml --overwrite "$lun"
      grep -o 'has 50331648 bytes, and 67108864 are needed' small.log
      mkdir m
      mount -o ro,noload $disk m
      run mounted theirs.yaml --overwrite "$lun"
      grep -o -m 1 'is mounted' mounted.log
      umount m
      none
      [ "$(digest)" = "$precious" ] && echo untouched
      """;

  private static final String OVERWRITTEN =
      """
      lun=$(ls /dev/disk/by-id | grep ^scsi-3)
      run overwritten theirs.yaml --overwrite "$lun"
      none
      blank
      grep -o '"SCSI driver" : "scsi_debug"' r/overwritten/trials/*/trial.json
      # what a run has left blank needs no word any more, and the adapter is not the run's to remove
      "${java[@]}" run theirs.yaml --name again --results /var/lib/poolbench/r \\
        --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w >again.log 2>&1 &
      until_ok grep -q '^run again' again.log
      kill -TERM $!
      wait $!
      none
      blank
      loaded
      """;

  private static final String KILLED =
      """
      "${java[@]}" run "$folder/long.yaml" --name killed --results /var/lib/poolbench/r \\
        --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w >killed.log 2>&1 &
      measures() { virsh domblkstat poolbench-killed-t1 vda | awk '$2 == "rd_req" && $3 > 1000 {found = 1} END {exit !found}'; }
      until_ok measures
      kill -9 $!
      until_ok sh -c '[ -z "$(virsh -q list --name)" ]'
      loaded
      # the lab's journals are not taken up by anybody, since their lab is gone: but here it is not
      cp r/killed/lab-journal.jsonl r/killed/journal.jsonl
      cp r/killed/journal.jsonl as-killed.jsonl
      poolbench cleanup | grep -o 'undone: scsi_debug scsi_debug'
      none
      loaded
      # another one than the journal tells of is somebody's
      somebody_loads
      cp as-killed.jsonl r/killed/journal.jsonl
      poolbench cleanup >cleanup.log
      echo "cleanup: exit $?"
      loaded
      run taken "$folder/long.yaml"
      grep -o -m 1 'scsi_debug is loaded already, so somebody uses it' taken.log
      loaded
      none
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
  void makesAnAdapterForEachTrialAndAGuestReadsBackWhatItWrote() throws Exception {
    String run = "it_scsi";
    Path scenario =
        sandbox.write(
            "scsi.yaml",
            """
            name: scsi
            substrate: { device: loop:64MiB }
            disk: { size: 32MiB }
            backends:
              - { kind: block, name: block }
              - { kind: scsi, name: scsi }
            baseline: block
            workloads:
              - name: verify
                fio: { rw: randwrite, bs: 64k, size: 4m, verify: crc32c, do_verify: 1, verify_fatal: 1 }
            replicates: 1
            """);

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
      if (trial.backend().equals("scsi")) {
        assertThat(trial.effective())
            .containsEntry("SCSI driver", "scsi_debug")
            .containsEntry("scsi_debug delay", "0")
            .containsEntry("LUN size", "32 MiB")
            .containsEntry("LUN write cache", "write back")
            .extractingByKey("built on")
            .asString()
            .startsWith("/dev/disk/by-id/");
      }
    }
    assertThat(result.run().backends())
        .filteredOn(b -> b.name().equals("scsi"))
        .singleElement()
        .extracting(BackendRecord::settings)
        .asInstanceOf(MAP)
        .containsEntry("durability", "memory: lost with this machine")
        .containsEntry("bytes end on", "this machine's memory");
    String journal = Files.readString(sandbox.results().resolve(run).resolve("lab-journal.jsonl"));
    assertThat(steps(journal, "DONE")).isEqualTo(1);
    assertThat(steps(journal, "UNDONE")).isEqualTo(1);
  }

  @Test
  void refusesSomebodysLunBeforeTheRunBeginsAndTouchesNothing() throws Exception {
    sandbox.write(
        "theirs.yaml", scenario("theirs, adapter: HOST, serial: SERIAL", "SIZE", "size: 1m"));
    assertThat(script(SOMEBODYS + REFUSED))
        .containsExactly(
            "theirs: the LUN with serial number SERIAL of host",
            "refused: exit 2",
            "bears ext4 (filesystem, label precious",
            "a name of it",
            "nothing left",
            "nobody: exit 2",
            "the LUN with serial number nobody is not among the LUNs of the adapter: unit:0:0:0, serial number",
            "small: exit 2",
            "has 50331648 bytes, and 67108864 are needed",
            "mounted: exit 2",
            "is mounted",
            "nothing left",
            "untouched");
  }

  @Test
  void overwritesSomebodysLunThatIsNamedAndLeavesItBlank() throws Exception {
    sandbox.write(
        "theirs.yaml", scenario("theirs, adapter: HOST, serial: SERIAL", "SIZE", "size: 1m"));
    assertThat(script(SOMEBODYS + OVERWRITTEN))
        .containsExactly(
            "overwritten: exit 0",
            "nothing left",
            "blank",
            "\"SCSI driver\" : \"scsi_debug\"",
            "nothing left",
            "blank",
            "loaded");
  }

  @Test
  void unloadsWhatAKilledRunHasLoadedAndNothingElse() throws Exception {
    sandbox.write("long.yaml", scenario("ram", "32MiB", "runtime: 300s, time_based: 1"));
    assertThat(script(KILLED))
        .containsExactly(
            "loaded",
            "undone: scsi_debug scsi_debug",
            "nothing left",
            "unloaded",
            "cleanup: exit 0",
            "loaded",
            "taken: exit 3",
            "scsi_debug is loaded already, so somebody uses it",
            "loaded",
            "nothing left");
  }

  private static String scenario(String backend, String size, String length) {
    String name = backend.split(",", -1)[0];
    return """
        name: %s
        substrate: { device: loop:16MiB }
        disk: { size: %s }
        backends:
          - { kind: scsi, name: %s }
        baseline: %s
        workloads:
          - { name: randread, fio: { rw: randread, bs: 4k, %s } }
        replicates: 1
        """
        .formatted(name, size, backend, name, length);
  }

  /** What a script prints in a lab with udev. */
  private List<String> script(String text) throws Exception {
    Path file = sandbox.write("script.sh", "folder=" + sandbox.root() + "\n" + COMMON + text);
    List<String> arguments = new ArrayList<>(List.of("lab", "run", "--serve", "udev"));
    arguments.addAll(List.of("--work-dir", sandbox.work().toString(), "--"));
    arguments.addAll(List.of("bash", file.toString()));
    arguments.addAll(PoolbenchProcess.command(List.of("-XX:TieredStopAtLevel=1"), List.of()));
    PoolbenchProcess process = sandbox.startIn(List.of(), arguments);
    assertThat(process.exitCode(LONGEST_SECONDS)).as(process.out() + process.err()).isZero();
    return process.out().lines().toList();
  }

  private static long steps(String journal, String step) {
    return journal
        .lines()
        .filter(line -> line.contains("\"step\":\"" + step + "\""))
        .filter(line -> line.contains("\"kind\":\"scsi_debug\""))
        .count();
  }
}
