package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The option to boot each trial's guest anew. */
class BootPerTrialIT {
  private static final String RUN = "it-boot-per-trial";

  @Test
  void bootsTheSameGuestForEachTrial() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      PoolbenchProcess process =
          sandbox.startRun(
              sandbox.write(
                  "scenario.yaml",
                  """
                  name: boot-per-trial
                  substrate: { device: loop:128MiB }
                  guest: { vcpus: 1, memory: 256MiB, boot: per-trial }
                  disk: { size: 32MiB }
                  backends:
                    - { kind: block, name: block }
                    - { kind: disk, name: disk }
                  baseline: block
                  workloads:
                    - { name: randread, fio: { rw: randread, bs: 4k, runtime: 1s } }
                  replicates: { min: 1 }
                  """),
              RUN);

      assertThat(process.exitCode()).as(process.err()).isZero();
      var result = sandbox.load(RUN);
      assertThat(result.run().guest()).containsEntry("boot", "per-trial");
      assertThat(result.trials()).hasSize(2).allMatch(t -> t.trial().failure() == null);
      assertThat(Set.copyOf(result.trials().stream().map(t -> t.trial().guestDigest()).toList()))
          .hasSize(1)
          .doesNotContain("");
      assertThat(GuestNames.of(result)).doesNotHaveDuplicates();
      sandbox.assertNothingIsLeftOf(RUN);
    }
  }

  @Test
  void aGuestOnABusWithoutHotPlugHasItsDiskFromTheStart() throws Exception {
    try (Sandbox sandbox = new Sandbox()) {
      PoolbenchProcess process =
          sandbox.startRun(
              sandbox.write(
                  "scenario.yaml",
                  """
                  name: sata
                  substrate: { device: loop:256MiB }
                  guest: { bus: sata }
                  disk: { size: 32MiB }
                  backends:
                    - { kind: block, name: block }
                    - { kind: dir, name: dir-qcow2, format: qcow2 }
                  baseline: block
                  workloads:
                    - name: read
                      vantages: [guest, qemu]
                      fio: { rw: randread, bs: 4k, iodepth: 8, runtime: 1s }
                    - name: verify
                      fio: { rw: randwrite, bs: 4k, iodepth: 8, size: 4m, verify: crc32c, do_verify: 1 }
                  replicates: { min: 1 }
                  """),
              "it-sata");

      assertThat(process.exitCode()).as(process.err()).isZero();
      var result = sandbox.load("it-sata");
      assertThat(result.run().guest())
          .containsEntry("boot", "per-trial")
          .containsEntry("bus", "sata");
      assertThat(result.trials())
          .hasSize(2)
          .allSatisfy(
              t -> {
                assertThat(t.trial().failure()).isNull();
                assertThat(t.folder().resolve("domain.xml"))
                    .content()
                    .contains("dev='sda' bus='sata'");
                assertThat(t.trial().effective())
                    .containsEntry("guest size", String.valueOf(32 << 20))
                    .containsEntry("guest queues", "1");
              });
      assertThat(Set.copyOf(result.trials().stream().map(t -> t.trial().guestDigest()).toList()))
          .hasSize(1)
          .doesNotContain("");
      assertThat(result.trials().stream().map(t -> t.trial().boot()).toList())
          .containsExactly(1, 2);
      sandbox.assertNothingIsLeftOf("it-sata");
    }
  }
}
