package io.poolbench.guest;

import static io.poolbench.backend.GuestSpec.Kernel.CLOUD;
import static io.poolbench.backend.GuestSpec.Kernel.GENERIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplianceTest {
  /** A build script with the real one's contract that packs nothing but its own name. */
  private static final String TINY_BUILD =
      """
      set -eu
      echo "==> packing"
      mkdir -p "$1"
      printf kernel >"$1/vmlinuz"
      printf initrd >"$1/initrd"
      sum() { sha256sum "$1" | cut -d' ' -f1; }
      cat >"$1/manifest.json" <<JSON
      {"architecture": "x86_64", "distribution": "d", "kernelVersion": "6.1.0", "kernelPackage": "k 1",
       "fioVersion": "fio-3.33", "fioPackage": "fio 3.33-3", "fioRoute": "closure",
       "busyboxVersion": "1", "qemuGuestAgentVersion": "7", "sourceDateEpoch": 1700000000,
       "buildScriptSha256": "0", "vmlinuzSha256": "$(sum "$1/vmlinuz")",
       "initrdSha256": "$(sum "$1/initrd")"}
      JSON
      """;

  private final List<String> progress = new ArrayList<>();
  @TempDir private Path dir;

  @Test
  void keysDifferByArchitectureAndByEveryByteOfTheSources() {
    ApplianceSources sources = sources("a");

    assertThat(sources.key("amd64", CLOUD)).hasSize(64).isEqualTo(sources("a").key("amd64", CLOUD));
    assertThat(sources.key("amd64", CLOUD))
        .isNotEqualTo(sources.key("aarch64", CLOUD))
        .isNotEqualTo(sources.key("amd64", GENERIC))
        .isNotEqualTo(sources("b").key("amd64", CLOUD))
        .isNotEqualTo(new ApplianceSources(Map.of("init", bytes("a"))).key("amd64", CLOUD));
  }

  @Test
  void shipsTheScriptAndWhatItPacks() {
    assertThat(ApplianceSources.shipped().files())
        .containsOnlyKeys("build-appliance.sh", "init", "shutdown");
  }

  @Test
  void theCacheFollowsItsOwnVariableThenXdgThenHome() {
    Path home = Path.of("/home/u");

    assertThat(ApplianceCache.of(Map.of("POOLBENCH_CACHE", "/c", "XDG_CACHE_HOME", "/x"), home))
        .isEqualTo(new ApplianceCache(Path.of("/c/appliance")));
    assertThat(ApplianceCache.of(Map.of("XDG_CACHE_HOME", "/x"), home))
        .isEqualTo(new ApplianceCache(Path.of("/x/poolbench/appliance")));
    assertThat(ApplianceCache.of(Map.of("XDG_CACHE_HOME", "relative"), home))
        .isEqualTo(new ApplianceCache(Path.of("/home/u/.cache/poolbench/appliance")));
  }

  @Test
  void refusesAManifestThatIsNoneOrLacksAField() {
    assertThatThrownBy(() -> ApplianceManifest.parse("no json"))
        .isInstanceOf(ApplianceException.class)
        .hasMessageContaining("not an appliance manifest");
    assertThatThrownBy(() -> ApplianceManifest.parse("{\"architecture\": \"x86_64\"}"))
        .isInstanceOf(ApplianceException.class)
        .hasMessageContaining("distribution");
  }

  @Test
  void buildsOnceAndThenUsesTheCache() {
    Appliance built = ensure(sources(TINY_BUILD));
    assertThat(progress).containsExactly("appliance: packing");
    progress.clear();

    Appliance cached = ensure(sources(TINY_BUILD));

    assertThat(progress).isEmpty();
    assertThat(cached.kernel()).isEqualTo(built.kernel()).hasContent("kernel");
    assertThat(cached.manifest().kernelVersion()).isEqualTo("6.1.0");
    assertThat(cached.manifest().fioRoute()).isEqualTo(FioRoute.CLOSURE);
  }

  @Test
  void rebuildsWhenAFileWasChangedOrLost() throws IOException {
    Appliance appliance = ensure(sources(TINY_BUILD));

    Files.writeString(appliance.initrd(), "initrX");
    ensure(sources(TINY_BUILD));
    assertThat(progress).contains("appliance: rebuilding, initrd differs from its manifest");
    assertThat(appliance.initrd()).hasContent("initrd");

    Files.delete(appliance.kernel());
    ensure(sources(TINY_BUILD));
    assertThat(appliance.kernel()).hasContent("kernel");
  }

  @Test
  void opensNoDirectoryThatIsNotWhole() throws IOException {
    Appliance appliance = ensure(sources(TINY_BUILD));
    Files.writeString(appliance.kernel(), "other");
    Path directory = appliance.kernel().resolveSibling("");

    assertThatThrownBy(() -> Appliance.open(directory))
        .isInstanceOf(ApplianceException.class)
        .hasMessageContaining("vmlinuz differs");
  }

  @Test
  void aCopyIsIndependentOfTheCache() throws IOException {
    Appliance appliance = ensure(sources(TINY_BUILD));

    Appliance copy = appliance.copyTo(dir.resolve("run/guest"));
    Files.delete(appliance.initrd());

    assertThat(copy.initrd()).hasContent("initrd").hasParent(dir.resolve("run/guest"));
    assertThat(copy.manifest()).isEqualTo(appliance.manifest());
  }

  @Test
  void aFailedBuildQuotesItsLastLinesAndNamesItsLog() throws IOException {
    ApplianceSources failing = sources("echo '==> lists'; echo 'no route to mirror' >&2; exit 3");

    assertThatThrownBy(() -> ensure(failing))
        .isInstanceOf(ApplianceException.class)
        .hasMessageContainingAll("exit 3", "no route to mirror", cache().directory().toString());

    assertThat(logs())
        .singleElement()
        .satisfies(log -> assertThat(log).content().contains("mirror"));
  }

  @Test
  void leavesNothingButTheApplianceInTheCache() throws IOException {
    Appliance appliance = ensure(sources(TINY_BUILD));

    try (Stream<Path> left = Files.list(cache().directory())) {
      assertThat(left).containsExactly(appliance.kernel().getParent());
    }
  }

  /** Builds in a JVM of its own that the test can kill. */
  static final class Victim {
    public static void main(String[] arguments) {
      Appliance.ensure(
          new ApplianceCache(Path.of(arguments[0])),
          CLOUD,
          sources(arguments[1]),
          System.out::println);
    }
  }

  @Test
  void aBuildEndsWithThisProcessEvenByKillMinusNine() throws Exception {
    String seconds = "86396.625";
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                dir.resolve("killed").toString(),
                "(sleep " + seconds + "; true); exit 1")
            .inheritIO()
            .start();
    try {
      while (sleeping(seconds).isEmpty()) {
        assertThat(jvm.isAlive()).isTrue();
        Thread.sleep(20);
      }
      List<ProcessHandle> sleeping = sleeping(seconds);

      jvm.destroyForcibly().waitFor();

      for (ProcessHandle process : sleeping) {
        process.onExit().get(30, TimeUnit.SECONDS);
      }
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static List<ProcessHandle> sleeping(String seconds) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().arguments().map(a -> List.of(a).contains(seconds)).orElse(false))
        .toList();
  }

  private Appliance ensure(ApplianceSources sources) {
    return Appliance.ensure(cache(), CLOUD, sources, progress::add);
  }

  private ApplianceCache cache() {
    return new ApplianceCache(dir.resolve("a cache"));
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(cache().directory())) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }

  private static ApplianceSources sources(String script) {
    return new ApplianceSources(Map.of(ApplianceSources.BUILD_SCRIPT, bytes(script)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
