package io.poolbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.poolbench.compare.Comparison;
import io.poolbench.result.Accelerator;
import io.poolbench.result.RunState;
import io.poolbench.result.SyntheticRun;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Validity;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page and its folder. */
final class ReportsTest {
  private static final String HOSTILE = "<script>alert('x')</script> & \"quoted\" \u0001";

  @TempDir Path folder;

  @Test
  void thePageIsWellFormedAndItsTablesAndChartsAreLabelled() throws Exception {
    Document page = parse(html(new SyntheticRun(1)));

    for (Element table : elements(page, "table")) {
      assertThat(table.getElementsByTagName("caption").getLength()).isEqualTo(1);
    }
    assertThat(elements(page, "th")).allMatch(th -> th.hasAttribute("scope"));
    // 17 of figures, and the convergence of 5 backends under 4 workloads
    assertThat(elements(page, "svg")).hasSize(17 + 5 * 4);
    for (Element svg : elements(page, "svg")) {
      assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
      assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
    }
    List<String> ids =
        elements(page, "*").stream()
            .map(e -> e.getAttribute("id"))
            .filter(i -> !i.isEmpty())
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void whatComesFromAScenarioStaysText() throws Exception {
    String html = html(new SyntheticRun(1).description(HOSTILE).question(HOSTILE));

    Document page = parse(html);
    assertThat(elements(page, "script")).isEmpty();
    assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo("<script>alert('x')</script> & \"quoted\" \uFFFD");
    assertThat(summary()).doesNotContain("<script>");
  }

  @Test
  void thePageFetchesNothing() throws Exception {
    String html = html(new SyntheticRun(1));

    assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("url(")
        .doesNotContain("@import")
        .doesNotContain(" src=");
    assertThat(elements(parse(html), "link")).isEmpty();
  }

  @Test
  void theSameResultsGiveTheSameBytesUnderAnyLocale() throws IOException {
    Comparison c = comparison(new SyntheticRun(3));
    Locale before = Locale.getDefault();
    String first = Files.readString(Reports.render(c, reports()));
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Files.readString(Reports.render(c, reports()))).isEqualTo(first);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aReportIsReplacedWholeAndFilesOfOthersStay() throws IOException {
    Comparison c = comparison(new SyntheticRun(1));
    Path page = Reports.render(c, reports());
    Files.writeString(page, "stale");
    Files.writeString(page.resolveSibling("notes.txt"), "mine");

    Reports.render(c, reports());

    assertThat(Files.readString(page)).contains("The answer");
    assertThat(page.resolveSibling("notes.txt")).hasContent("mine");
    try (Stream<Path> left = Files.list(reports())) {
      assertThat(left).containsExactly(page.resolveSibling(""));
    }
  }

  @Test
  void linksLeadToTheRawFiles() throws Exception {
    Document page = parse(html(new SyntheticRun(1)));
    Path base = reports().resolve(SyntheticRun.ID);

    List<String> raw =
        elements(page, "a").stream()
            .map(a -> a.getAttribute("href"))
            .filter(h -> h.startsWith("../../results/") && h.contains("/trials/"))
            .toList();
    assertThat(raw).hasSize(20 * 5).allMatch(h -> Files.isRegularFile(base.resolve(h)));
  }

  @Test
  void rawFilesElsewhereAreNamedInsteadOfLinked() throws IOException {
    Comparison c = comparison(new SyntheticRun(1));

    Path page = Reports.render(c, folder.resolve("far/away/reports"));

    assertThat(Files.readString(page)).doesNotContain("href=\"../").contains("-dir-qcow2-r1");
  }

  @Test
  void everyCaveatIsNamed() throws IOException {
    SyntheticRun run =
        new SyntheticRun(1).accelerator(Accelerator.TCG).place("lab").state(RunState.INCOMPLETE);
    Comparison c =
        comparison(
            run,
            new Finding(1, "disk", "*", "holes", Validity.INVALID, "holes"),
            new Finding(2, "disk", "*", "steady", Validity.SUSPECT, "not steady"));

    assertThat(Files.readString(Reports.render(c, reports())))
        .contains("host&#39;s CPU is part of each figure", "Lab", "Loop file", "Incomplete run")
        .contains("interrupted by SIGTERM", "INVALID: 1 finding", "SUSPECT: 1 finding");
  }

  @Test
  void aRunInTheLabIsMarkedInEveryForm() throws IOException {
    Comparison c = comparison(new SyntheticRun(1).place("lab"));
    Path page = Reports.render(c, reports());

    assertThat(page.resolveSibling("summary.md")).content().contains("**Lab**");
    assertThat(page).content().contains("user-space lab");
    assertThat(Files.readAllLines(page.resolveSibling("comparison.csv")))
        .element(1, STRING)
        .endsWith(",lab");
    assertThat(Reports.table(c, 100, false)).contains("! Lab:");
  }

  @Test
  void aCompleteRunOnKvmAndARealDeviceHasNoCaveat() {
    SyntheticRun run =
        new SyntheticRun(1)
            .accelerator(Accelerator.KVM)
            .substrate(Map.of("device", "/dev/disk/by-id/nvme-1"));

    assertThat(Caveat.of(comparison(run))).isEmpty();
  }

  @Test
  void backendsThatPromiseLessThanTheBaselineAreNamed() {
    SyntheticRun run =
        new SyntheticRun(1)
            .with("block", Map.of("durability", "device: flushed to the device"))
            .with("disk", Map.of("durability", "device: flushed to the device"))
            .with("dir-raw", Map.of("durability", "server-memory: may be lost with the server"));

    assertThat(Caveat.of(comparison(run)))
        .filteredOn(c -> c.title().equals("Durability differs"))
        .singleElement()
        .extracting(Caveat::text, STRING)
        .contains("block (device: ", "dir-raw (server-memory: may be lost")
        .doesNotContain("disk (");
  }

  @Test
  void backendsOnAServersOwnDeviceAreNamed() {
    SyntheticRun run =
        new SyntheticRun(1)
            .with("block", Map.of("bytes end on", "the substrate"))
            .with("dir-raw", Map.of("bytes end on", "a server elsewhere"));

    assertThat(Caveat.of(comparison(run)))
        .filteredOn(c -> c.title().equals("Not on one device"))
        .singleElement()
        .extracting(Caveat::text, STRING)
        .startsWith(
            "The bytes of dir-raw end on a server elsewhere, those of the others on the substrate: ");
  }

  @Test
  void backendsThatEndInPlacesOfTheirOwnAreNamedWithThem() {
    SyntheticRun run = new SyntheticRun(1).with("block", Map.of("bytes end on", "the substrate"));
    run.with("disk", Map.of("bytes end on", "this machine's memory"));
    for (String name : List.of("fs-ext4-raw", "dir-raw", "dir-qcow2")) {
      run.with(name, Map.of("bytes end on", "a LUN of a host adapter"));
    }

    assertThat(Caveat.of(comparison(run)))
        .filteredOn(c -> c.title().equals("Not on one device"))
        .singleElement()
        .extracting(Caveat::text, STRING)
        .contains(
            "The bytes of disk end on this machine's memory, those of",
            "end on a LUN of a host adapter, those of the others on the substrate: ");
  }

  @Test
  void backendsWhoseCacheIsTheHostsPageCacheAreNamedWithTheSizesThatDecide() {
    SyntheticRun run = new SyntheticRun(1).with("dir-qcow2", Map.of("cache", "writeback"));

    assertThat(Caveat.of(comparison(run)))
        .filteredOn(c -> c.title().equals("Host page cache"))
        .singleElement()
        .extracting(Caveat::text, STRING)
        .startsWith("dir-qcow2 (writeback): ")
        .contains("disk of unknown size, host memory unknown")
        .doesNotContain("dir-raw");
  }

  @Test
  void backendsThatAllEndOnServersAreComparedWithoutAWord() {
    SyntheticRun run = new SyntheticRun(1);
    for (String name : List.of("block", "disk", "fs-ext4-raw", "dir-raw", "dir-qcow2")) {
      run.with(name, Map.of("bytes end on", "a server elsewhere"));
    }

    assertThat(Caveat.of(comparison(run)))
        .extracting(Caveat::title)
        .doesNotContain("Not on one device");
  }

  @Test
  void anUnearnedPercentileIsADashWithItsReason() throws IOException {
    assertThat(html(new SyntheticRun(1))).contains("fewer than 10 samples beyond the percentile");
  }

  @Test
  void twoBlocksStillRenderWithoutIntervals() throws Exception {
    parse(html(new SyntheticRun(1).blocks(2)));

    assertThat(summary())
        .contains(
            "Throughput (read IOPS): all 4 others have too few replicates for an interval or a"
                + " verdict, which take 3.")
        .contains("no interval")
        .doesNotContain("slower than");
  }

  @Test
  void anUnusableRunStillRenders() throws Exception {
    Finding[] all = new Finding[20];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Finding(i + 1, "any", "*", "fio", Validity.INVALID, "fio failed");
    }
    Comparison c = comparison(new SyntheticRun(1), all);

    parse(Files.readString(Reports.render(c, reports())));
    assertThat(Reports.table(c, 80, false)).contains("INVALID: 20 findings");
  }

  private String html(SyntheticRun run) throws IOException {
    return Files.readString(Reports.render(comparison(run), reports()));
  }

  private String summary() throws IOException {
    return Files.readString(reports().resolve(SyntheticRun.ID).resolve("summary.md"));
  }

  private Comparison comparison(SyntheticRun run, Finding... findings) {
    return SyntheticComparison.of(run.store(folder.resolve("results")), findings);
  }

  private Path reports() {
    return folder.resolve("reports");
  }

  private static Document parse(String html) throws Exception {
    String xml = html.replace("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
