package io.poolbench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a layer is taken without asking apt, and what apt is asked. */
class LabLayersTest {
  private static final List<String> NAMES = List.of("samba", "tgt");

  @TempDir private Path folder;
  private Path status;
  private Path lists;
  private Layer layer;

  @BeforeEach
  void make() throws IOException {
    status = Files.writeString(folder.resolve("status"), "Package: bash\n");
    lists = Files.createDirectory(folder.resolve("lists"));
    Files.writeString(lists.resolve("deb.debian.org_main_binary-amd64_Packages.lz4"), "one");
    layer = new Layer(Files.createDirectory(folder.resolve("layer-1")));
    layer.noteAnswer(NAMES, AptState.of(status, lists));
  }

  @Test
  void takesALayerAgainWhileNeitherWhatIsInstalledNorWhatIsOfferedChanged() throws IOException {
    assertThat(layer.answers(NAMES, AptState.of(status, lists))).isTrue();
    assertThat(layer.answers(List.of("tgt"), AptState.of(status, lists))).isTrue();
    assertThat(layer.answers(List.of("udev"), AptState.of(status, lists))).isFalse();
  }

  @Test
  void asksAgainAfterAnUpgradeOfTheMachine() throws IOException {
    Files.writeString(status, "Package: bash\nPackage: samba\n");

    assertThat(layer.answers(NAMES, AptState.of(status, lists))).isFalse();
    assertThat(layer.answersForInstalled(NAMES, AptState.of(status, lists))).isFalse();
  }

  @Test
  void asksAgainAfterNewListsAndDoesWithoutWhereTheyAreGone() throws IOException {
    Path list = lists.resolve("deb.debian.org_main_binary-amd64_Packages.lz4");
    Files.setLastModifiedTime(list, FileTime.fromMillis(0));
    assertThat(layer.answers(NAMES, AptState.of(status, lists))).isFalse();

    Files.delete(list);
    assertThat(layer.answers(NAMES, AptState.of(status, lists))).isFalse();
    assertThat(layer.answersForInstalled(NAMES, AptState.of(status, lists))).isTrue();
  }

  @Test
  void knowsNothingOfALayerWithoutItsNote() throws IOException {
    Layer other = new Layer(Files.createDirectory(folder.resolve("layer-2")));

    assertThat(other.answers(List.of(), AptState.of(status, lists))).isFalse();
    assertThat(Layer.in(folder, "layer-")).containsExactly(layer, other);
  }

  @Test
  void removesALayerWithAllThatIsInIt() throws IOException {
    Files.createDirectories(layer.tree().resolve("usr/bin"));
    Files.createSymbolicLink(layer.tree().resolve("bin"), Path.of("usr/bin"));
    Files.createSymbolicLink(layer.tree().resolve("outside"), lists);

    layer.remove();

    assertThat(layer.folder()).doesNotExist();
    assertThat(lists).isNotEmptyDirectory();
  }

  @Test
  void wantsNothingForALabWithoutServices() throws Exception {
    LabLayers layers = new LabLayers(folder.resolve("cache"), true, words -> {});

    assertThat(layers.layerFor(EnumSet.noneOf(LabService.class))).isEmpty();
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void installsNothing() {
    assertThat(Apt.simulation(NAMES))
        .startsWith("apt-get", "--simulate", "install")
        .endsWith("samba", "tgt");
    assertThat(Apt.download(List.of(new PackageVersion("tgt", "1:1.0")), Path.of("/c/debs")))
        .startsWith("env", "--chdir=/c/debs", "apt-get")
        .endsWith("download", "tgt=1:1.0")
        .doesNotContain("install");
  }

  @Test
  void saysWhichPackagesAndWhatToDo() {
    assertThat(new MissingPackagesException(NAMES, "E: no network\nE: at all"))
        .hasMessageContaining("neither installed here nor fetched: samba tgt\n  E: no network\n")
        .hasMessageContaining("sudo apt-get update")
        .hasMessageEndingWith("sudo apt-get install --no-install-recommends samba tgt");
  }
}
