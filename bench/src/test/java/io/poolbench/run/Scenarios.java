package io.poolbench.run;

import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small valid scenario. */
final class Scenarios {
  static final String TEXT =
      """
      name: small
      substrate: { device: loop:1GiB }
      guest: { vcpus: 2, memory: 256MiB, bus: virtio, queues: 1 }
      disk: { size: 256MiB, fill: random, cache: none, io: native }
      backends:
        - { kind: block, name: block }
        - { kind: fs, name: fs-ext4-raw, filesystem: ext4, format: raw }
      baseline: block
      workloads:
        - { name: randread, fio: { rw: randread, bs: 4k, iodepth: 4, runtime: 4s, ramp_time: 1s } }
        - { name: log, fio: { rw: write, bs: 4k, fdatasync: 1, runtime: 3s } }
        - { name: paced, fio: { rw: randread, bs: 4k, rate_iops: 100, runtime: 3s } }
      replicates: { min: 5, equivalence: 3% }
      """;

  private Scenarios() {}

  static Scenario small(Path folder, String device) throws Exception {
    Path file = folder.resolve("small.yaml");
    Files.writeString(file, TEXT.replace("loop:1GiB", device));
    return ScenarioLoader.load(file);
  }
}
