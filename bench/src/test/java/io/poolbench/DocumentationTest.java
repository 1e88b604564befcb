package io.poolbench;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.cli.Main;
import io.poolbench.lease.Creation;
import io.poolbench.result.Allocation;
import io.poolbench.result.AnalysisSpec;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.FormatVersion;
import io.poolbench.result.HostFingerprint;
import io.poolbench.result.InputRecord;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RampRecord;
import io.poolbench.result.Resumption;
import io.poolbench.result.RunRecord;
import io.poolbench.result.Sample;
import io.poolbench.result.SeriesRecord;
import io.poolbench.result.Statistic;
import io.poolbench.result.TelemetryRecord;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.VantageEvidence;
import io.poolbench.result.VantageResult;
import io.poolbench.result.WorkloadEvidence;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the documentation says against what there is. */
final class DocumentationTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)");

  /** The records of a file, by the heading of the part of results.md that describes it. */
  private static final Map<String, List<Class<?>>> FILES =
      Map.of(
          "## run.json",
          List.of(
              RunRecord.class,
              Resumption.class,
              InputRecord.class,
              PlannedTrial.class,
              BackendRecord.class,
              WorkloadRecord.class,
              AnalysisSpec.class,
              HostFingerprint.class),
          "## trial.json",
          List.of(
              TrialRecord.class,
              Allocation.class,
              WorkloadResult.class,
              IoMeasurement.class,
              WorkloadEvidence.class,
              DiskCounters.class,
              SeriesRecord.class,
              RampRecord.class,
              TelemetryRecord.class,
              RampRecord.Round.class,
              VantageResult.class,
              VantageEvidence.class),
          "## journal.jsonl",
          List.of(named("io.poolbench.lease.JournalEntry"), Creation.class),
          "## samples.csv",
          List.of(Sample.class));

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(f -> f.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    for (String link : found(LINK, prose(page))) {
      if (link.startsWith("https://")) {
        continue;
      }
      int hash = link.indexOf('#');
      String file = hash < 0 ? link : link.substring(0, hash);
      Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
      boolean leads =
          target.startsWith(ROOT)
              && Files.exists(target)
              && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
      if (!leads) {
        broken.add(link);
      }
    }
    assertThat(broken).as("links of " + ROOT.relativize(page)).isEmpty();
  }

  @Test
  void theReadmeNamesEveryCommandAndNoOther() throws IOException {
    Set<String> commands = new TreeSet<>();
    for (Class<?> command : commands()) {
      commands.add(command.getAnnotation(Command.class).name());
    }
    // the launcher's own: Maven runs the tests
    assertThat(Files.readString(ROOT.resolve("poolbench"))).contains("= test ]");
    commands.add("test");

    assertThat(firstCells(part(ROOT.resolve("README.md"), "## Commands")))
        .filteredOn(cell -> cell.startsWith("`"))
        .map(cell -> cell.replace("`", ""))
        .containsExactlyInAnyOrderElementsOf(commands);
  }

  @Test
  void everyOptionInTheReadmesCommandsExists() throws IOException {
    Set<String> options = new TreeSet<>();
    for (Class<?> command : commands()) {
      addOptions(command, options);
    }
    options.add("--help");

    List<String> named = found(OPTION, part(ROOT.resolve("README.md"), "## Commands"));
    assertThat(named).isNotEmpty();
    assertThat(options).containsAll(named);
  }

  @Test
  void theReadmeNamesEveryExitCodeAndNoOther() throws Exception {
    List<String> codes = new ArrayList<>();
    for (Field field : named("io.poolbench.cli.ExitCodes").getDeclaredFields()) {
      if (field.getType() == int.class) {
        field.setAccessible(true);
        codes.add(String.valueOf(field.getInt(null)));
      }
    }

    assertThat(codes).isNotEmpty();
    assertThat(firstCells(part(ROOT.resolve("README.md"), "## Commands")))
        .filteredOn(cell -> cell.matches("\\d+"))
        .containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void everyKeyOfTheResultsIsDocumentedWithItsFile() throws IOException {
    Path page = ROOT.resolve("docs/results.md");
    for (Map.Entry<String, List<Class<?>>> file : FILES.entrySet()) {
      Set<String> words = words(part(page, file.getKey()));
      for (Class<?> type : file.getValue()) {
        assertThat(words).as(file.getKey()).containsAll(keys(type));
      }
    }
  }

  @Test
  void everyKeyInATableOfTheResultsExists() throws IOException {
    Path page = ROOT.resolve("docs/results.md");
    Set<String> statistics =
        Arrays.stream(Statistic.values()).map(Statistic::word).collect(Collectors.toSet());
    for (Map.Entry<String, List<Class<?>>> file : FILES.entrySet()) {
      Set<String> known = new TreeSet<>(statistics);
      file.getValue().forEach(type -> known.addAll(keys(type)));
      for (String cell : firstCells(part(page, file.getKey()))) {
        assertThat(known).as(file.getKey() + ": " + cell).containsAll(words(cell));
      }
    }
  }

  @Test
  void everyStatisticIsDocumentedWithItsUnitAndDirection() throws IOException {
    List<String> rows = part(ROOT.resolve("docs/results.md"), "## samples.csv").lines().toList();
    for (Statistic statistic : Statistic.values()) {
      assertThat(rows)
          .as(statistic.word())
          .anyMatch(
              row ->
                  row.startsWith("|")
                      && row.contains("`" + statistic.word() + "`")
                      && row.contains("| " + statistic.unit() + " |")
                      && row.contains(statistic.better().name().toLowerCase(Locale.ROOT)));
    }
  }

  @Test
  void theReadmesScenarioIsValidAndFitsItsTwelveLines(@TempDir Path folder) throws Exception {
    String yaml = fenced(ROOT.resolve("README.md"), "yaml");
    Scenario scenario =
        ScenarioLoader.load(Files.writeString(folder.resolve("scenario.yaml"), yaml));
    assertThat(scenario.backends()).hasSizeGreaterThan(1);
    assertThat(yaml.lines()).hasSizeLessThanOrEqualTo(12);
  }

  @Test
  void theFormatVersionIsTheOneDocumented() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/results.md")))
        .startsWith("# Results on disk, format version " + FormatVersion.CURRENT + "\n");
  }

  private static Class<?>[] commands() {
    return Main.class.getAnnotation(Command.class).subcommands();
  }

  private static void addOptions(Class<?> type, Set<String> options) {
    for (Field field : type.getDeclaredFields()) {
      Option option = field.getAnnotation(Option.class);
      if (option != null) {
        options.addAll(List.of(option.names()));
      }
      if (field.isAnnotationPresent(Mixin.class)) {
        addOptions(field.getType(), options);
      }
    }
  }

  private static Set<String> keys(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A part of a page, from its heading to the next one of the same level. */
  private static String part(Path page, String heading) throws IOException {
    String text = "\n" + prose(page);
    int from = text.indexOf("\n" + heading + "\n");
    assertThat(from).as(page.getFileName() + " has the heading " + heading).isNotNegative();
    int to = text.indexOf("\n## ", from + 1);
    return to < 0 ? text.substring(from) : text.substring(from, to);
  }

  private static List<String> firstCells(String part) {
    return part.lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(2, line.indexOf(" |", 1)))
        .toList();
  }

  /** The words in code marks, {@code order[]} without its brackets. */
  private static Set<String> words(String text) {
    return found(CODE, text).stream()
        .map(word -> word.replace("[]", ""))
        .collect(Collectors.toSet());
  }

  /** GitHub's names of a page's headings. */
  private static Set<String> anchors(Path page) throws IOException {
    return found(HEADING, prose(page)).stream()
        .map(
            heading ->
                heading
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** The first block of code in a language. */
  private static String fenced(Path page, String language) throws IOException {
    Pattern block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$");
    return found(block, Files.readString(page)).get(0);
  }

  /** A page without its blocks of code. */
  private static String prose(Path page) throws IOException {
    return FENCE.matcher(Files.readString(page)).replaceAll("");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult r) -> r.group(1)).toList();
  }
}
