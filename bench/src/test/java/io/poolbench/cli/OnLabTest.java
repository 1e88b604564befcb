package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
  void readsSizesWithTheirUnit() {
    Size.Converter converter = new Size.Converter();

    assertThat(converter.convert("3GiB").bytes()).isEqualTo(3L << 30);
    assertThat(converter.convert("512MiB").bytes()).isEqualTo(512L << 20);
    assertThatThrownBy(() -> converter.convert("3G"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("3GiB");
  }
}
