package io.poolbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.host.Fingerprint;
import io.poolbench.result.MatteringFacts.Fact;
import io.poolbench.result.MatteringFacts.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MatteringFactsTest {
  private static Map<String, String> host() {
    Map<String, String> host =
        new HashMap<>(
            MatteringFacts.HOST.stream().collect(Collectors.toMap(Fact::name, f -> "as it was")));
    host.put("memory", "1000000 kB");
    return host;
  }

  private static List<String> differences(String name, String now) {
    Map<String, String> changed = host();
    changed.put(name, now);
    return MatteringFacts.ofHosts(host(), changed, Sides.THEN_AND_NOW);
  }

  static Stream<String> mattering() {
    return MatteringFacts.HOST.stream().filter(f -> f.rule() == Rule.EQUAL).map(Fact::name);
  }

  @ParameterizedTest
  @MethodSource("mattering")
  void namesEachFactThatMattersWithBothValues(String name) {
    assertThat(differences(name, "another"))
        .containsExactly(name + ": as it was when the run began, another now");
  }

  @Test
  void findsNoDifferenceWhereThereIsNone() {
    assertThat(MatteringFacts.ofHosts(host(), host(), Sides.THEN_AND_NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"load at start", "JDK", "distribution"})
  void passesOverFactsThatBearOnNoFigure(String name) {
    assertThat(differences(name, "another")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"990000 kB, true", "1010000 kB, true", "989999 kB, false", "unknown, false"})
  void takesMemoryWithinOnePercent(String now, boolean same) {
    assertThat(differences("memory", now).isEmpty()).isEqualTo(same);
  }

  @Test
  void namesAllDifferencesAtOnce() {
    Map<String, String> now = host();
    now.put("kernel", "6.9");
    now.put("QEMU", "9.1");
    now.remove("SMT");
    now.put("a fact of tomorrow", "here");

    assertThat(MatteringFacts.ofHosts(host(), now, Sides.THEN_AND_NOW))
        .containsExactlyInAnyOrder(
            "kernel: as it was when the run began, 6.9 now",
            "QEMU: as it was when the run began, 9.1 now",
            "SMT: as it was when the run began, not recorded now",
            "a fact of tomorrow: not recorded when the run began, here now");
  }

  @Test
  void givesAReasonForEveryFactThatIsRecorded() {
    List<String> listed = MatteringFacts.HOST.stream().map(Fact::name).toList();

    assertThat(listed).doesNotHaveDuplicates();
    assertThat(listed)
        .containsAll(Fingerprint.read(Map.of()).facts().keySet())
        .contains("QEMU", "libvirt", "guest kernel", "guest fio");
    assertThat(MatteringFacts.HOST).allMatch(fact -> !fact.reason().isBlank());
  }

  @Test
  void takesASubstrateOnAnotherLoopDeviceButNotOnAnotherFilesystem() {
    Map<String, String> before = Map.of("device", "/dev/loop0", "file's filesystem", "ext4");

    assertThat(
            MatteringFacts.ofSubstrates(
                before,
                Map.of("device", "/dev/loop7", "file's filesystem", "ext4"),
                Sides.THEN_AND_NOW))
        .isEmpty();
    assertThat(
            MatteringFacts.ofSubstrates(
                before,
                Map.of("device", "/dev/loop0", "file's filesystem", "xfs"),
                Sides.THEN_AND_NOW))
        .containsExactly("file's filesystem: ext4 when the run began, xfs now");
  }
}
