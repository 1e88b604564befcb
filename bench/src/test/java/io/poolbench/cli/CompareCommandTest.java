package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.SyntheticRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir Path folder;
  private String out = "";
  private String err = "";

  private SyntheticRun run(String id, long seed) {
    return new SyntheticRun(seed).id(id).blocks(5).noise(0.004);
  }

  private int compare(String... words) {
    StringWriter printed = new StringWriter();
    StringWriter said = new StringWriter();
    List<String> line = new ArrayList<>(List.of("compare", "--results", folder.toString()));
    line.addAll(List.of(words));
    int code =
        Main.run(new PrintWriter(printed), new PrintWriter(said), line.toArray(String[]::new));
    out = printed.toString();
    err = said.toString();
    return code;
  }

  @Test
  void passesARunThatIsNotSlower() {
    run("a", 1).store(folder);
    run("b", 2).store(folder);

    assertThat(compare("a", "b")).isZero();
    assertThat(out)
        .contains("b against a", "dir-qcow2", "equivalent")
        .endsWith("none of 40 figures are slower by more than 2 %\n");
  }

  @Test
  void endsWithOneWhenAFigureIsSlowerAndWritesItWhereItIsAskedTo() throws Exception {
    run("a", 1).store(folder);
    run("b", 2).cost("disk", 1.2).store(folder);
    Path csv = folder.resolve("c.csv");
    Path markdown = folder.resolve("c.md");

    assertThat(compare("a", "b", "--csv", csv.toString(), "--markdown", markdown.toString()))
        .isEqualTo(1);
    assertThat(out).containsPattern("disk +read mean latency .* slower").doesNotContain("NaN");
    assertThat(Files.readString(csv))
        .startsWith("base,run,workload,metric,unit,backend,base_n,")
        .containsPattern("a,b,randread-4k-qd1,read.lat_mean,ns,disk,5,.*,slower,false,0,0,true\n");
    assertThat(Files.readString(markdown)).contains("### b against a", "| slower |");
  }

  @Test
  void refusesRunsThatAreNotAlikeUnlessForced() {
    run("a", 1).store(folder);
    run("b", 2).place("lab").store(folder);

    assertThat(compare("a", "b")).isEqualTo(2);
    assertThat(err).contains("place: local in a, lab in b", "--force");
    assertThat(out).isEmpty();
    assertThat(compare("a", "b", "--force")).isZero();
    assertThat(out).contains("! not alike: place: local in a, lab in b");
  }

  @Test
  void endsWithThreeWhenOfAFigureNothingCanBeSaid() {
    run("a", 1).store(folder);
    run("b", 2).blocks(2).store(folder);

    assertThat(compare("a", "b")).isEqualTo(3);
    assertThat(out).contains("of 40 nothing can be said");
  }

  @Test
  void refusesARunThatIsNotThereAndOneNamedTwice() {
    run("a", 1).store(folder);

    assertThat(compare("a", "none")).isEqualTo(2);
    assertThat(err).contains("none");
    assertThat(compare("a", "a")).isEqualTo(2);
    assertThat(err).contains("named twice");
    assertThat(compare("a")).isEqualTo(2);
  }

  @Test
  void namesAFileItCannotWrite() {
    run("a", 1).with("disk", Map.of()).store(folder);
    run("b", 2).store(folder);

    assertThat(compare("a", "b", "--csv", folder + "/no/such.csv")).isEqualTo(2);
    assertThat(err).contains("cannot write");
  }
}
