package io.poolbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LunCheckTest {
  @TempDir Path folder;

  @Test
  void tellsOfSomebodysLunsAloneAmongWhatIsBuiltOnSeveralDevices() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"),
            """
            name: luns
            substrate: { device: [ loop:1GiB, loop:1GiB, loop:1GiB ], use: together }
            disk: { size: 256MiB }
            backends:
              - { kind: logical, name: striped, stripes: 2, lvm_cache: writeback }
              - { kind: block, name: block }
              - { kind: iscsi, name: lab }
              - { kind: iscsi, name: theirs, target: "iqn.2001-04.com.example:disk", portal: nas, lun: 3 }
            baseline: block
            workloads:
              - { name: randread, fio: { rw: randread, runtime: 1s } }
            """);
    Scenario scenario = ScenarioLoader.load(file);

    assertThat(LunCheck.overwritten(scenario))
        .singleElement()
        .asString()
        .startsWith("theirs: ")
        .endsWith("of iqn.2001-04.com.example:disk at nas:3260");
  }
}
