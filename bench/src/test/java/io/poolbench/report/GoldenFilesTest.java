package io.poolbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.compare.Comparison;
import io.poolbench.result.SyntheticRun;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text outputs against files kept beside the tests, under a locale with points and one with commas.
 * After a wanted change write them anew: {@code mvn test -Dtest=GoldenFilesTest
 * -Dpoolbench.updateGoldens=true}, then read the difference.
 */
final class GoldenFilesTest {
  private static final Path GOLDENS = Path.of("src/test/resources/io/poolbench/report");

  @TempDir Path folder;
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "de-DE"})
  void everyTextOutputIsAsKept(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    Comparison c =
        SyntheticComparison.of(
            new SyntheticRun(7).store(folder.resolve("results")),
            new Finding(2, "dir-raw", "seqread-1m", "steady", Validity.SUSPECT, "Not steady."),
            new Finding(9, "disk", "*", "holes", Validity.INVALID, "4096 bytes never written."));

    Path report = Reports.render(c, folder.resolve("reports")).resolveSibling("");

    same("comparison.csv", Files.readString(report.resolve("comparison.csv")));
    same("summary.md", Files.readString(report.resolve("summary.md")));
    same("table-100.txt", Reports.table(c, 100, false));
    same("table-60-colour.txt", Reports.table(c, 60, true));
  }

  private static void same(String name, String rendered) throws IOException {
    if (Boolean.getBoolean("poolbench.updateGoldens")) {
      Files.writeString(GOLDENS.resolve(name), rendered);
    }
    assertThat(rendered).as(name).isEqualTo(Files.readString(GOLDENS.resolve(name)));
  }
}
