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
}
