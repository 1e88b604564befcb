package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.lab.LabService;
import io.poolbench.scenario.ScenarioLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class OnLabTest {
  @Test
  void repeatsTheLineWithoutWhatIsAboutTheHost() {
    assertThat(
            OnLab.again(
                List.of("run", "--on", "lab", "a.yaml", "--work-dir", "/w", "--name", "--on-x")))
        .containsExactly("run", "a.yaml", "--name", "--on-x");
    assertThat(OnLab.again(List.of("doctor", "--on=lab", "--work-dir=/w")))
        .containsExactly("doctor");
  }

  @Test
  void startsTheServicesThatTheBackendsNeed() throws Exception {
    assertThat(services("network-storage.yaml"))
        .contains(LabService.NFS, LabService.CIFS, LabService.ISCSI);
    assertThat(services("lvm.yaml")).contains(LabService.LVM);
    assertThat(services("filesystem-layer.yaml")).isEmpty();
  }

  private static Set<LabService> services(String scenario) throws Exception {
    return LabNeeds.of(ScenarioLoader.load(Path.of("../scenarios", scenario)).backends());
  }

  @Test
  void readsSizesWithTheirUnit() {
    Size.Converter converter = new Size.Converter();

    assertThat(converter.convert("3GiB").bytes()).isEqualTo(3L << 30);
    assertThat(converter.convert("512MiB").bytes()).isEqualTo(512L << 20);
    assertThatThrownBy(() -> converter.convert("3G"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("3GiB");
  }
}
