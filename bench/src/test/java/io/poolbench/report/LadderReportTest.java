package io.poolbench.report;

import static io.poolbench.result.Fixture.evidence;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.vantage;
import static io.poolbench.result.Fixture.withVantages;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.compare.Comparer;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.Fixture;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.Vantage;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.validity.Judge;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class LadderReportTest {
  private static final WorkloadRecord READS = workload("reads", 1, READ);
  private static final double[] NOISE = {0.99, 1.02, 0.98, 1.01};

  @TempDir Path folder;

  private static Map<IoKind, IoMeasurement> reads(double nanos) {
    return Map.of(READ, Fixture.io(1e9 / nanos, nanos));
  }

  /** QEMU adds nothing that could be told, the guest 40 µs. */
  private Path render() {
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= 4; block++) {
      double noise = NOISE[block - 1];
      trials.add(
          withVantages(
              trial(block, block, "block", measured("reads", reads(90e3 * noise), evidence(1))),
              vantage(Vantage.HOST, "reads", reads(50e3), 20),
              vantage(Vantage.QEMU, "reads", reads(50e3 * noise), 0)));
    }
    RunResult run =
        Fixture.withBackends(
            List.of(new BackendRecord("block", "block", "a device", Map.of("iothread", "on"))),
            Fixture.run(folder, "block", List.of("block"), List.of(READS), trials));
    return Reports.render(Comparer.compare(run, Judge.judge(run)), folder.resolve("reports"));
  }

  @Test
  void theStepsStandInTableAndWaterfall() throws Exception {
    String html = Files.readString(render());
    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml(html))));

    assertThat(page.getDocumentElement().getTextContent())
        .contains(
            "Where the time goes",
            "qemu: blockover host: block",
            "cannot be told from nothing",
            "guest: blockover qemu: block",
            "adds 40.0 µs",
            "confounded: iothread: off below, on above",
            "Where the time goes under reads");
  }

  /** The page is HTML; its void elements are closed for the parser. */
  private static String xml(String html) {
    return html.replaceFirst("(?i)<!doctype html>", "")
        .replaceAll("<(meta|br|hr|link)([^>]*?)/?>", "<$1$2/>")
        .replaceAll("&(nbsp|middot);", " ");
  }

  @Test
  void theTableIsInFullPrecision() throws Exception {
    List<String> rows = Files.readAllLines(render().resolveSibling("ladder.csv"));

    assertThat(rows).hasSize(3);
    assertThat(rows.get(1)).contains(",reads,qemu,block,host,block,QEMU's block layer,4,50000.0,");
    assertThat(rows.get(1)).contains(",false,false,");
    assertThat(rows.get(2))
        .contains(",reads,guest,block,qemu,block,virtio and the guest,4,")
        .endsWith(",true,false,\"iothread: off below, on above\"");
  }

  @Test
  void theSummaryHasItToo() throws Exception {
    assertThat(Files.readString(render().resolveSibling("summary.md")))
        .contains("Where the time goes, µs for one I/O:")
        .contains("| guest: block | qemu: block | virtio and the guest |");
  }
}
