package io.poolbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.compare.Comparison;
import io.poolbench.result.SyntheticRun;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Validity;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it. */
final class ReportBrowserIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir Path folder;
  private Path page = Path.of("");

  @BeforeEach
  void renderAReport() {
    assertThat(CHROMIUM).as("install chromium").isExecutable();
    Comparison comparison =
        SyntheticComparison.of(
            new SyntheticRun(1).store(folder.resolve("results")),
            new Finding(
                3, "disk", "seqread-1m", "steady", Validity.SUSPECT, "Not steady over 5 rounds."));
    page = Reports.render(comparison, folder.resolve("reports"));
  }

  @Test
  void showsTheAnswerWithoutNetworkOrScript() throws Exception {
    String dom = chromium("--dump-dom");

    assertThat(dom)
        .contains("The answer")
        .contains("slower than block")
        .contains("randread-4k-qd1")
        .contains("<polyline");
  }

  @Test
  void drawsAPageOfTheExpectedSize() throws Exception {
    Path screenshot = Path.of("target/report-screenshot.png").toAbsolutePath();
    Files.deleteIfExists(screenshot);

    chromium("--hide-scrollbars", "--window-size=1280,1600", "--screenshot=" + screenshot);

    BufferedImage image = ImageIO.read(screenshot.toFile());
    assertThat(image.getWidth()).isEqualTo(1280);
    assertThat(image.getHeight()).isEqualTo(1600);
    assertThat(colours(image)).hasSizeGreaterThan(20);
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  private String chromium(String... flags) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                CHROMIUM.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory(folder, "chromium")));
    command.addAll(List.of(flags));
    command.add(page.toUri().toString());
    Path out = Files.createTempFile(folder, "chromium", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("chromium.err").toFile())
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("chromium ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isZero();
    return Files.readString(out);
  }
}
