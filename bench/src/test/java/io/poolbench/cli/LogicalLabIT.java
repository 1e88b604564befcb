package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real volume groups, in labs: this machine's kernel may have no device-mapper. */
@Tag("long")
class LogicalLabIT {
  /** Four builds and boots in an emulation that others slow down. */
  private static final long LONGEST_SECONDS = 900;

  private static final long VERIFIED_BYTES = 2L << 20;

  /**
   * Runs in the lab, as {@code bash script JAVA…}, beside scenario files. A run is killed once its
   * snapshot is there, so that each of its volumes is in use.
   */
  private static final String KILLED =
      """
      cd /var/lib/poolbench
      cleanup() {
        "${java[@]}" cleanup --results /var/lib/poolbench/r --work-dir /var/lib/poolbench/w 2>&1 | tee /dev/stderr
      }
      java=("$@")
      until_ok() { for i in $(seq 600); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done; echo "never: $*"; exit 1; }
      killed() { # RUN
        "${java[@]}" run "$folder/long.yaml" --name "$1" --results /var/lib/poolbench/r \\
          --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w >"$1.log" 2>&1 &
        until_ok [ -e "/dev/poolbench-$1/snap" ]
        kill -9 $!
        until_ok sh -c '[ -z "$(virsh -q list --name)" ]'
        vgs --noheadings -o vg_name | tr -d ' '
      }
      none() {
        [ -z "$(vgs --noheadings)$(pvs --noheadings)$(dmsetup ls | grep -v '^No dev')$(losetup -a)$(ls /etc/lvm/archive)" ] &&
          [ -z "$(virsh -q pool-list --all --name)" ] && echo nothing left
      }
      killed it.a-b
      cleanup | grep -o 'undone: volume group .*'
      none

      killed libvirt-too
      kill -9 $(pidof libvirtd)
      rm -rf /run/libvirt/storage
      until_ok sh -c '! pidof libvirtd'
      libvirtd -d
      cleanup | grep -o 'undone: volume group .*'
      none

      truncate -s 100M other
      other=$(losetup -f --show other)
      killed shared
      vgextend -qy poolbench-shared $other >/dev/null
      cleanup | grep -oE "$other, which is not the run's device|belongs to a volume group that was left"
      vgs --noheadings -o vg_name | tr -d ' '
      vgreduce -qy poolbench-shared $other >/dev/null
      pvremove -qy $other >/dev/null
      cleanup | grep -o 'undone: volume group .*'

      vgcreate -qy poolbench-taken $other >/dev/null
      "${java[@]}" run "$folder/long.yaml" --name taken --results /var/lib/poolbench/r \\
        --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w >taken.log 2>&1
      echo "exit $?"
      grep -o 'there is a volume group poolbench-taken already' -m 1 taken.log
      vgs --noheadings -o vg_name | tr -d ' '
      """;

  /** The same over three devices, killed while the guest writes to a cache that is not clean. */
  private static final String KILLED_OVER_SEVERAL =
      """
      cd /var/lib/poolbench
      java=("$@")
      cleanup() {
        "${java[@]}" cleanup --results /var/lib/poolbench/r --work-dir /var/lib/poolbench/w 2>&1 | tee /dev/stderr
      }
      until_ok() { for i in $(seq 600); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done; echo "never: $*"; exit 1; }
      measures() { virsh -q domblkstat "$(virsh -q list --name)" vda | awk '$2 == "wr_req" && $3 >= 500 { seen = 1 } END { exit !seen }'; }
      group() { vgs --noheadings -o vg_name,pv_count | awk '{ print $1, $2 }'; }
      killed() { # RUN
        "${java[@]}" run "$folder/long.yaml" --name "$1" --results /var/lib/poolbench/r \\
          --reports /var/lib/poolbench/p --work-dir /var/lib/poolbench/w >"$1.log" 2>&1 &
        until_ok measures
        kill -9 $!
        until_ok sh -c '[ -z "$(virsh -q list --name)" ]'
        group
      }
      none() {
        [ -z "$(vgs --noheadings)$(pvs --noheadings)$(dmsetup ls | grep -v '^No dev')$(losetup -a)$(ls /etc/lvm/archive)" ] &&
          [ -z "$(virsh -q pool-list --all --name)" ] && echo nothing left
      }
      killed dead
      cleanup | grep -o 'undone: volume group .*'
      none

      truncate -s 100M other
      other=$(losetup -f --show other)
      killed shared
      vgextend -qy poolbench-shared $other >/dev/null
      cleanup | grep -oE "$other, which is not the run's device"
      group
      vgreduce -qy poolbench-shared $other >/dev/null
      pvremove -qy $other >/dev/null
      losetup -d $other
      cleanup | grep -o 'undone: volume group .*'
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
  void buildsEachTypeWithAndWithoutASnapshotAndGuestsReadBackWhatTheyWrote() throws Exception {
    String run = "it-lvm.a";
    Path scenario =
        sandbox.write(
            "lvm.yaml",
            """
            name: lvm
            substrate: { device: loop:160MiB }
            disk: { size: 32MiB }
            backends:
              - { kind: logical, name: linear }
              - { kind: logical, name: linear-snap, snapshot: on, chunk_size: 16KiB }
              - { kind: logical, name: thin, type: thin }
              - { kind: logical, name: thin-snap, type: thin, snapshot: on, chunk_size: 128KiB }
            baseline: linear
            workloads:
              - name: verify
                fio: { rw: randwrite, bs: 64k, size: 2m, loops: 1, runtime: 10s, verify: crc32c, do_verify: 1, verify_fatal: 1 }
            replicates: 1
            """);

    PoolbenchProcess process = sandbox.startRun(scenario, run, "--on", "lab");

    assertThat(process.exitCode(LONGEST_SECONDS)).as(process.err()).isZero();
    RunResult result = sandbox.load(run);
    assertThat(result.trials()).hasSize(4);
    for (var each : result.trials()) {
      TrialRecord trial = each.trial();
      assertThat(trial.failure()).as(trial.backend()).isNull();
      var evidence = trial.workloads().get(0).evidence();
      assertThat(evidence.fioErrors()).isZero();
      DiskCounters disk = Objects.requireNonNull(evidence.guestDisk());
      assertThat(disk.writeBytes()).isEqualTo(VERIFIED_BYTES);
      assertThat(disk.readBytes()).isEqualTo(VERIFIED_BYTES);
      assertThat(trial.effective()).containsEntry("LV stripes", "1");
    }
    assertThat(Files.readAllLines(sandbox.results().resolve(run).resolve("samples.csv")))
        .anyMatch(line -> line.contains(",thin-snap,guest,verify,write.iops,"))
        .anyMatch(line -> line.contains(",linear-snap,guest,verify,write.iops,"));
    assertThat(effective(result, "linear"))
        .containsEntry("LV type", "linear")
        .containsEntry("volume begins at byte", "1048576")
        .doesNotContainKey("snapshot filled before the workloads");
    assertThat(effective(result, "linear-snap"))
        .containsEntry("snapshot chunk size", "16 KiB")
        .containsEntry("snapshot filled before the workloads", "0.00 %");
    // 2 MiB of 32 MiB were written anew, each chunk once: copies in a store of 36 MiB
    assertThat(percent(result, "linear-snap", "snapshot filled after the workloads"))
        .isBetween(5.5, 6.5);
    assertThat(effective(result, "thin"))
        .containsEntry("LV type", "thin")
        .containsEntry("thin pool chunk size", "64 KiB")
        .containsEntry("thin pool zeroes new chunks", "yes")
        .containsEntry("volume begins at byte", String.valueOf((1 << 20) + (4 << 20)))
        .containsEntry("thin volume mapped before the workloads", "100.00 %");
    assertThat(effective(result, "thin-snap"))
        .containsEntry("thin pool chunk size", "128 KiB")
        .containsEntry("thin pool data filled before the workloads", "50.00 %");
    assertThat(percent(result, "thin-snap", "thin pool data filled after the workloads"))
        .isBetween(53.0, 54.0);
  }

  @Test
  void buildsOverSeveralDevicesAndGuestsReadBackWhatTheyWrote() throws Exception {
    String run = "it-lvm-devices";
    Path scenario =
        sandbox.write(
            "lvm.yaml",
            """
            name: lvm-devices
            substrate: { device: [ loop:96MiB, loop:96MiB, loop:72MiB ], use: together }
            disk: { size: 32MiB }
            backends:
              - { kind: logical, name: linear }
              - { kind: logical, name: striped, stripes: 2, stripe_size: 16KiB }
              - { kind: logical, name: striped-thin-snap, type: thin, snapshot: on, stripes: 3 }
              - { kind: logical, name: writethrough, lvm_cache: writethrough }
              - { kind: logical, name: writeback, stripes: 2, lvm_cache: writeback }
              - { kind: logical, name: writecache, lvm_cache: writecache }
            baseline: linear
            workloads:
              - name: verify
                fio: { rw: randwrite, bs: 64k, size: 2m, loops: 1, runtime: 10s, verify: crc32c, do_verify: 1, verify_fatal: 1 }
            replicates: 1
            """);

    PoolbenchProcess process = sandbox.startRun(scenario, run, "--on", "lab");

    assertThat(process.exitCode(LONGEST_SECONDS)).as(process.err()).isZero();
    RunResult result = sandbox.load(run);
    assertThat(result.run().substrate())
        .containsEntry("kind", "3 loop files, together")
        .containsEntry("device 3 size", "72 MiB");
    assertThat(result.trials()).hasSize(6);
    for (var each : result.trials()) {
      TrialRecord trial = each.trial();
      assertThat(trial.failure()).as(trial.backend()).isNull();
      var evidence = trial.workloads().get(0).evidence();
      assertThat(evidence.fioErrors()).isZero();
      DiskCounters disk = Objects.requireNonNull(evidence.guestDisk());
      assertThat(disk.writeBytes()).isEqualTo(VERIFIED_BYTES);
      assertThat(disk.readBytes()).isEqualTo(VERIFIED_BYTES);
      assertThat(Objects.requireNonNull(evidence.hostDevice()).writeBytes())
          .as("written to all devices of " + trial.backend())
          .isGreaterThanOrEqualTo(VERIFIED_BYTES);
    }
    assertThat(devices(result, "linear")).isEqualTo(1);
    assertThat(devices(result, "striped")).isEqualTo(2);
    assertThat(devices(result, "striped-thin-snap")).isEqualTo(3);
    assertThat(devices(result, "writeback")).isEqualTo(3);
    assertThat(effective(result, "linear"))
        .containsEntry("LV type", "linear")
        .containsEntry("LV stripes", "1")
        .containsEntry("LV cache", "off");
    assertThat(effective(result, "striped"))
        .containsEntry("LV type", "striped")
        .containsEntry("LV stripes", "2")
        .containsEntry("LV stripe size", "16KiB");
    assertThat(effective(result, "striped-thin-snap"))
        .containsEntry("LV type", "thin")
        .containsEntry("LV stripes", "3")
        .containsEntry("LV stripe size", "64KiB");
    assertThat(effective(result, "writethrough"))
        .containsEntry("LV cache", "writethrough")
        .containsEntry("LV cache dirty after the workloads", "0 blocks");
    assertThat(effective(result, "writeback"))
        .containsEntry("LV cache", "writeback")
        .containsEntry("LV stripes", "2")
        .containsKey("LV cache write hits after the workloads");
    assertThat(effective(result, "writecache"))
        .containsEntry("LV cache", "writecache")
        .containsKey("LV cache free after the workloads");
    assertThat(result.run().backend("writeback").setting(BackendRecord.DURABILITY))
        .startsWith("cache-device: ");
    assertThat(Judge.judge(result).findings())
        .extracting(Finding::check)
        .doesNotContain("not-in-effect", "misaligned", "guest-differs", "device-traffic");
  }

  private static int devices(RunResult result, String backend) {
    return effective(result, backend).getOrDefault("built on", "").split(", ").length;
  }

  @Test
  void removesAKilledRunsGroupFromAllItsDevices() throws Exception {
    sandbox.write(
        "long.yaml",
        """
        name: long
        substrate: { device: [ loop:96MiB, loop:96MiB, loop:72MiB ], use: together }
        disk: { size: 16MiB }
        backends:
          - { kind: logical, name: cached, stripes: 2, lvm_cache: writeback }
        baseline: cached
        workloads:
          - { name: randwrite, fio: { rw: randwrite, bs: 4k, runtime: 120s } }
        replicates: 1
        """);
    String script = "folder=" + sandbox.root() + "\n" + KILLED_OVER_SEVERAL;
    List<String> arguments = new ArrayList<>(List.of("lab", "run", "--serve", "lvm"));
    arguments.addAll(List.of("--work-dir", sandbox.work().toString(), "--"));
    arguments.addAll(List.of("bash", sandbox.write("killed.sh", script).toString()));
    arguments.addAll(PoolbenchProcess.command(List.of("-XX:TieredStopAtLevel=1"), List.of()));

    PoolbenchProcess process = sandbox.startIn(List.of(), arguments);

    assertThat(process.exitCode(LONGEST_SECONDS)).as(process.out() + process.err()).isZero();
    assertThat(process.out().lines())
        .containsExactly(
            "poolbench-dead 3",
            "undone: volume group poolbench-dead",
            "nothing left",
            "poolbench-shared 3",
            "/dev/loop0, which is not the run's device",
            "poolbench-shared 4",
            "undone: volume group poolbench-shared",
            "nothing left");
  }

  @Test
  void removesAKilledRunsGroupAndNoOther() throws Exception {
    sandbox.write(
        "long.yaml",
        """
        name: long
        substrate: { device: loop:160MiB }
        disk: { size: 16MiB }
        backends:
          - { kind: logical, name: thin-snap, type: thin, snapshot: on }
        baseline: thin-snap
        workloads:
          - { name: randread, fio: { rw: randread, bs: 4k, runtime: 120s } }
        replicates: 1
        """);
    Path script = sandbox.write("killed.sh", "folder=" + sandbox.root() + "\n" + KILLED);
    List<String> arguments = new ArrayList<>(List.of("lab", "run", "--serve", "lvm"));
    arguments.addAll(List.of("--work-dir", sandbox.work().toString(), "--"));
    arguments.addAll(List.of("bash", script.toString()));
    arguments.addAll(PoolbenchProcess.command(List.of("-XX:TieredStopAtLevel=1"), List.of()));

    PoolbenchProcess process = sandbox.startIn(List.of(), arguments);

    assertThat(process.exitCode(LONGEST_SECONDS)).as(process.out() + process.err()).isZero();
    assertThat(process.out().lines())
        .containsExactly(
            "poolbench-it.a-b",
            "undone: volume group poolbench-it.a-b",
            "nothing left",
            "poolbench-libvirt-too",
            "undone: volume group poolbench-libvirt-too",
            "nothing left",
            "poolbench-shared",
            "/dev/loop0, which is not the run's device",
            "belongs to a volume group that was left",
            "poolbench-shared",
            "undone: volume group poolbench-shared",
            "exit 3",
            "there is a volume group poolbench-taken already",
            "poolbench-taken");
  }

  private static Map<String, String> effective(RunResult result, String backend) {
    return result.trials().stream()
        .filter(t -> t.trial().backend().equals(backend))
        .findFirst()
        .orElseThrow()
        .trial()
        .effective();
  }

  private static double percent(RunResult result, String backend, String fact) {
    String text = effective(result, backend).getOrDefault(fact, "");
    assertThat(text).as(fact).endsWith(" %");
    return Double.parseDouble(text.replace(" %", ""));
  }
}
