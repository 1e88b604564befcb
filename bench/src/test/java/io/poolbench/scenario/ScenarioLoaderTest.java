package io.poolbench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioLoaderTest {
  private static final String SHORTEST =
      """
      name: shortest
      substrate: { device: loop:1GiB }
      disk: { size: 256MiB }
      backends:
        - { kind: block, name: block }
        - { kind: dir, name: qcow2, format: qcow2, disk: { cache: directsync, io: threads } }
      baseline: qcow2
      workloads:
        - { name: global, fio: { rw: randwrite, runtime: 30s, ramp_time: 5, time_based: } }
      """;

  @TempDir Path folder;

  private Scenario load(String text) throws IOException, InvalidScenarioException {
    return ScenarioLoader.load(Files.writeString(folder.resolve("s.yaml"), text));
  }

  @Test
  void fillsInTheDefaults() throws Exception {
    Scenario scenario = load(SHORTEST);
    assertThat(scenario.text()).isEqualTo(SHORTEST);
    assertThat(scenario.question()).isEmpty();
    assertThat(scenario.guest()).isEqualTo(new GuestSpec(1, 256L << 20, GuestSpec.Bus.VIRTIO, 1));
    assertThat(scenario.boot()).isEqualTo(BootMode.PER_BLOCK);
    assertThat(scenario.disk())
        .isEqualTo(new DiskSpec(256L << 20, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE));
    assertThat(scenario.replicates().min()).isEqualTo(5);
    assertThat(scenario.replicates().precision()).isEmpty();
    assertThat(scenario.replicates().equivalence()).isEqualTo(0.02);
    assertThat(scenario.seed()).isEmpty();
  }

  @Test
  void aSataDiskIsBootedWithByAKernelThatDrivesIt() throws Exception {
    Scenario scenario = load(SHORTEST + "guest: { vcpus: 2, bus: sata }\n");
    assertThat(scenario.guest())
        .isEqualTo(new GuestSpec(2, 256L << 20, GuestSpec.Bus.SATA, 1, GuestSpec.Kernel.GENERIC));
    assertThat(scenario.boot()).isEqualTo(BootMode.PER_TRIAL);
  }

  @Test
  void givesABackendItsOwnHostSideAttributes() throws Exception {
    StorageBackend qcow2 = load(SHORTEST).backend("qcow2");
    assertThat(qcow2.disk())
        .isEqualTo(new DiskSpec(256L << 20, DiskSpec.Cache.DIRECTSYNC, DiskSpec.IoMode.THREADS));
    assertThat(qcow2.settings()).containsEntry("cluster_size", "64KiB");
  }

  @Test
  void readsLoopFilesThatAreUsedTogether() throws Exception {
    String text =
        SHORTEST
            .replace("loop:1GiB", "[ loop:1GiB, loop:256MiB ], use: together")
            .replace("{ kind: block, name: block }", "{ kind: logical, name: s, stripes: 2 }");
    SubstrateSpec substrate = load(text).substrate();
    assertThat(substrate).isEqualTo(new SubstrateSpec.Loop(1L << 30, List.of(256L << 20)));
    assertThat(substrate.fileBytes()).isEqualTo((1L << 30) + (256L << 20));
    assertThat(substrate.text()).isEqualTo("loop:1024MiB, loop:256MiB (together)");
  }

  @Test
  void readsDevicesThatAreUsedTogether() throws Exception {
    String text =
        SHORTEST
            .replace("loop:1GiB", "[ /dev/disk/by-id/a, /dev/disk/by-id/b ], use: together")
            .replace(
                "{ kind: block, name: block }",
                "{ kind: logical, name: s, lvm_cache: writeback, lvm_cache_size: 1GiB }");
    SubstrateSpec.Devices devices = (SubstrateSpec.Devices) load(text).substrate();
    assertThat(devices.use()).isEqualTo(SubstrateSpec.Use.TOGETHER);
    // as much of each as the largest part of any backend takes, here the cache
    assertThat(devices.sizeBytes()).isEqualTo((1L << 30) + (5L << 20));
    assertThat(devices.furtherBytes()).containsExactly(devices.sizeBytes());
    assertThat(devices.neededBytes(2)).isEqualTo(devices.sizeBytes());
  }

  private static String disks(String top, String own) {
    return SHORTEST
        .replace("{ size: 256MiB }", "{ size: 256MiB" + top + " }")
        .replace("{ cache: directsync, io: threads }", "{ " + own + " }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                 | cache: none         | NONE         | NATIVE",
        "''                 | cache: directsync   | DIRECTSYNC   | NATIVE",
        "''                 | cache: writeback    | WRITEBACK    | THREADS",
        "''                 | cache: writethrough | WRITETHROUGH | THREADS",
        "''                 | cache: unsafe       | UNSAFE       | THREADS",
        "', cache: unsafe'  | cache: none         | NONE         | NATIVE",
        "', io: io_uring'   | cache: writeback    | WRITEBACK    | IO_URING",
        "', cache: unsafe'  | io: io_uring        | UNSAFE       | IO_URING"
      })
  void issuesIoAsTheCacheModeAllowsWhereNothingIsSaid(
      String top, String own, DiskSpec.Cache cache, DiskSpec.IoMode io) throws Exception {
    DiskSpec disk = load(disks(top, own)).backend("qcow2").disk();
    assertThat(disk).isEqualTo(new DiskSpec(256L << 20, cache, io));
  }

  @Test
  void givesABackendEverySettingThatIsSaidForAll() throws Exception {
    String all = ", discard: unmap, detect_zeroes: unmap, iothread: on";
    DiskSpec said =
        new DiskSpec(256L << 20, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE)
            .with(DiskSpec.Discard.UNMAP, DiskSpec.DetectZeroes.UNMAP)
            .withIothread(true);
    Scenario scenario = load(disks(all, "detect_zeroes: on, iothread: off"));
    assertThat(scenario.disk()).isEqualTo(said);
    assertThat(scenario.backend("block").disk()).isEqualTo(said);
    assertThat(scenario.backend("qcow2").disk())
        .isEqualTo(said.with(DiskSpec.Discard.UNMAP, DiskSpec.DetectZeroes.ON).withIothread(false));
  }

  @Test
  void passesFiosWordsOnUnchanged() throws Exception {
    var workload = load(SHORTEST).workloads().get(0);
    assertThat(workload.name()).isEqualTo("global");
    assertThat(workload.measuringTime()).isEqualTo(Duration.ofSeconds(30));
    assertThat(workload.rampTime()).isEqualTo(Duration.ofSeconds(5));
    assertThat(workload.jobs().render())
        .endsWith("rw=randwrite\nruntime=30s\nramp_time=5\ntime_based\n");
  }

  @Test
  void takesTheNumberOfReplicatesAlone() throws Exception {
    Replicates replicates = load(SHORTEST + "replicates: 12\n").replicates();
    assertThat(replicates.min()).isEqualTo(12);
    assertThat(replicates.equivalence()).isEqualTo(0.02);
  }

  @Test
  void readsFractionsWithAndWithoutTheirSign() throws Exception {
    Replicates replicates =
        load(SHORTEST + "replicates: { precision: 0.05, equivalence: 1.5% }\n").replicates();
    assertThat(replicates.precision()).hasValue(0.05);
    assertThat(replicates.equivalence()).isEqualTo(0.015);
  }

  @Test
  void readsTheLargestSeed() throws Exception {
    assertThat(load(SHORTEST + "seed: 9223372036854775807\n").seed()).hasValue(Long.MAX_VALUE);
  }

  @Test
  void takesYamlsWordsForFalseAsTheyStand() throws Exception {
    assertThat(load(SHORTEST.replace("format: qcow2,", "format: qcow2, preallocation: off,")))
        .isNotNull();
  }

  @Test
  void keepsTheJobFilesItNamesByTheirPathsInItsFolder() throws Exception {
    Files.createDirectories(folder.resolve("jobs"));
    Files.writeString(folder.resolve("jobs/a.fio"), "[a]\nrw=read\nruntime=3\n");
    Files.writeString(folder.resolve("b.fio"), "[b]\nrw=write\nruntime=3\n");
    String workloads =
        """
        workloads:
          - { name: a, fio_file: ./jobs/../jobs/a.fio }
          - { name: again, fio_file: jobs/a.fio }
          - { name: b, fio_file: b.fio }
        """;

    Scenario scenario = load(SHORTEST.substring(0, SHORTEST.indexOf("workloads:")) + workloads);

    assertThat(scenario.jobFiles())
        .containsExactly(
            new JobFile("jobs/a.fio", "[a]\nrw=read\nruntime=3\n"),
            new JobFile("b.fio", "[b]\nrw=write\nruntime=3\n"));
    assertThat(load(SHORTEST).jobFiles()).isEmpty();
  }
}
