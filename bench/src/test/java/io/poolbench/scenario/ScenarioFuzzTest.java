package io.poolbench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the file holds: a valid scenario, or problems a user can read. */
class ScenarioFuzzTest {
  private static final Path VALID = Path.of("src/test/resources/io/poolbench/scenario/valid.yaml");
  private static Path file = Path.of("");
  private static String valid = "";

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("scenario", ".yaml");
    valid = Files.readString(VALID);
  }

  @AfterContainer
  static void removeFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 1500)
  void readsOrRefusesAnyText(@ForAll String text) throws IOException {
    Files.writeString(file, text.replaceAll("[\uD800-\uDFFF]", "x"));
    loads();
  }

  @Property(tries = 1500)
  void readsOrRefusesAnyBytes(@ForAll byte[] bytes) throws IOException {
    Files.write(file, bytes);
    loads();
  }

  @Property(tries = 3000)
  void readsOrRefusesAnyYaml(@ForAll("yamlFragments") List<String> fragments) throws IOException {
    Files.writeString(file, String.join("", fragments));
    loads();
  }

  @Property(tries = 3000)
  void readsOrRefusesADamagedScenario(@ForAll("damage") Damage damage) throws IOException {
    int from = damage.at() % valid.length();
    int to = Math.min(valid.length(), from + damage.length());
    Files.writeString(file, valid.substring(0, from) + damage.text() + valid.substring(to));
    loads();
  }

  record Damage(int at, int length, String text) {}

  @Provide
  Arbitrary<Damage> damage() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 100_000),
            Arbitraries.integers().between(0, 20),
            fragment())
        .as(Damage::new);
  }

  @Provide
  Arbitrary<List<String>> yamlFragments() {
    return fragment().list().ofMaxSize(60);
  }

  private static Arbitrary<String> fragment() {
    return Arbitraries.of(
        "name",
        "backends",
        "workloads",
        "fio",
        "fio_file",
        "disk",
        "size",
        "baseline",
        "guest",
        "replicates",
        "seed",
        "substrate",
        "device",
        "kind",
        "block",
        "fs",
        "loop:1GiB",
        "1GiB",
        ": ",
        ":",
        "\n",
        "\n  ",
        "\n  - ",
        "- ",
        "{ ",
        " }",
        "[",
        "]",
        ", ",
        "? ",
        "| \n",
        ">",
        "&a ",
        "*a",
        "!!set ",
        "!x ",
        "%YAML 1.1\n",
        "%TAG ! x\n",
        "---\n",
        "...\n",
        "'",
        "\"",
        "\\",
        "\\x",
        "\\U0010FFFF",
        "\"\\UFFFFFFFF\"",
        "#",
        "\t",
        "~",
        "null",
        "0",
        "-1",
        "9999999999999999999",
        "1e999",
        "2%",
        "\u0085",
        "\u2028",
        "é",
        "\u0000",
        "\u0007",
        "<<",
        "..",
        "/",
        "\r");
  }

  private static void loads() {
    try {
      assertThat(ScenarioLoader.load(file).backends()).isNotEmpty();
    } catch (InvalidScenarioException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.problems()).allMatch(p -> Printable.isOneLine(p.text()));
    }
  }
}
