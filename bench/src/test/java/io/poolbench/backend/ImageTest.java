package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {
  private static final DiskSpec DISK = StorageBackendContractTest.DISK;
  private static final Site SITE = StorageBackendContractTest.SITE;

  private static Map<String, String> options(String format, String preallocation, String cluster) {
    return Map.of(
        "filesystem",
        "ext4",
        "format",
        format,
        "preallocation",
        preallocation,
        "cluster_size",
        cluster,
        "subclusters",
        "off",
        "nocow",
        "off",
        "encryption",
        "off",
        "l2_cache",
        "auto");
  }

  private static Map<String, String> with(Map<String, String> options, String key, String value) {
    Map<String, String> changed = new HashMap<>(options);
    changed.put(key, value);
    return changed;
  }

  @Test
  void refusesMetadataPreallocationOfARawImage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.from(options("raw", "metadata", "auto")))
        .withMessageContaining("metadata is for format: qcow2");
  }

  @Test
  void refusesAClusterSizeOfARawImage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.from(options("raw", "off", "64KiB")))
        .withMessageContaining("cluster_size is for format: qcow2");
  }

  @ParameterizedTest
  @CsvSource({"subclusters, on", "l2_cache, 1MiB"})
  void refusesWhatIsOfQcow2sTablesOfARawImage(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.from(with(options("raw", "off", "auto"), key, value)))
        .withMessageStartingWith(key + " is for format: qcow2");
  }

  @Test
  void refusesSubclustersOfClustersTooSmallForThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.from(with(options("qcow2", "off", "4KiB"), "subclusters", "on")))
        .withMessageStartingWith("subclusters: on needs cluster_size: 16KiB or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs"})
  void refusesToTurnOffACopyOnWriteThatIsNotThere(String filesystem) {
    Map<String, String> options = with(options("raw", "off", "auto"), "filesystem", filesystem);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.from(with(options, "nocow", "on")))
        .withMessageStartingWith("nocow: on is for filesystem: btrfs; " + filesystem);
    assertThat(Image.from(options).settings(DISK)).doesNotContainKey("nocow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "qcow2"})
  void turnsCopyOnWriteOffOnlyWhereAskedFor(String format) {
    Map<String, String> options = with(options(format, "off", "auto"), "filesystem", "btrfs");
    assertThat(Image.from(options).volume(DISK, SITE).xml()).doesNotContain("nocow");
    assertThat(Image.from(with(options, "nocow", "on")).volume(DISK, SITE).xml())
        .contains("<nocow/></target>");
  }

  @Test
  void makesSubclustersWhereAskedFor() {
    Image image = Image.from(with(options("qcow2", "off", "16KiB"), "subclusters", "on"));
    assertThat(image.volume(DISK, SITE).xml())
        .contains("<compat>1.1</compat>")
        .contains("<features><extended_l2/></features></target>");
    assertThat(image.substrateBytes(DISK))
        .isGreaterThan(Image.from(options("qcow2", "off", "16KiB")).substrateBytes(DISK));
    assertThat(Image.from(options("qcow2", "off", "16KiB")).volume(DISK, SITE).xml())
        .doesNotContain("features");
  }

  @Test
  void refusesAMissingOption() {
    Map<String, String> options = new HashMap<>(options("raw", "off", "auto"));
    options.remove("filesystem");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Image.from(options))
        .withMessageContaining("no value for filesystem");
  }

  @ParameterizedTest
  @CsvSource({"auto, 65536", "4KiB, 4096", "256KiB, 262144", "2MiB, 2097152"})
  void readsTheClusterSize(String word, long bytes) {
    assertThat(Image.from(options("qcow2", "off", word)).clusterBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "raw, off, 0, false",
    "raw, falloc, 268435456, false",
    "qcow2, off, 0, false",
    "qcow2, metadata, 0, true",
    "qcow2, falloc, 268435456, false"
  })
  void allocatesAsItsPreallocationSays(
      String format, String preallocation, long allocation, boolean flag) {
    VolumeSource.Created volume =
        Image.from(options(format, preallocation, "auto")).volume(DISK, SITE);
    assertThat(volume.xml()).contains("<allocation unit='B'>" + allocation + "</allocation>");
    assertThat(volume.preallocateMetadata()).isEqualTo(flag);
  }

  @Test
  void asksForMoreRoomTheSmallerTheClusters() {
    long fine = Image.from(options("qcow2", "off", "4KiB")).substrateBytes(DISK);
    long coarse = Image.from(options("qcow2", "off", "1MiB")).substrateBytes(DISK);
    long raw = Image.from(options("raw", "off", "auto")).substrateBytes(DISK);
    assertThat(fine).isGreaterThan(coarse);
    assertThat(coarse).isGreaterThan(raw);
    assertThat(raw).isGreaterThan(DISK.sizeBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "qcow2"})
  void namesTheSecretOfAnEncryptedImageAndNeverWhatIsInIt(String format) {
    Image image = Image.from(with(options(format, "off", "auto"), "encryption", "luks"));

    assertThat(image.secret(SITE)).contains(SITE.poolName());
    assertThat(image.volume(DISK, SITE).xml())
        .contains(
            "<encryption format='luks'><secret type='passphrase' usage='poolbench-run'/></encryption></target>");
    assertThat(image.creation(DISK, "/srv/disk").readsPassphrase()).isTrue();
    assertThat(image.creation(DISK, "/srv/disk").words())
        .containsSequence("--object", "secret,id=luks,file=/dev/stdin", "-f")
        .anySatisfy(option -> assertThat(option).endsWith("key-secret=luks"));
    assertThat(
            image.substrateBytes(DISK)
                - Image.from(options(format, "off", "auto")).substrateBytes(DISK))
        .isGreaterThanOrEqualTo(2L << 20);
  }

  @Test
  void asksQemuForLuksInThePlaceOfRaw() {
    Map<String, String> options = with(options("raw", "falloc", "auto"), "encryption", "luks");
    assertThat(Image.from(options).creation(DISK, "/srv/disk").words())
        .containsSequence("-f", "luks", "-o", "preallocation=falloc,key-secret=luks", "/srv/disk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "qcow2"})
  void leavesAnImageAloneThatNobodyWantsEncrypted(String format) {
    Image image = Image.from(options(format, "off", "auto"));
    assertThat(image.secret(SITE)).isEmpty();
    assertThat(image.volume(DISK, SITE).xml()).doesNotContain("encryption");
    assertThat(image.creation(DISK, "/srv/disk").readsPassphrase()).isFalse();
    assertThat(image.creation(DISK, "/srv/disk").words()).doesNotContain("--object");
    assertThat(image.settings(DISK)).containsEntry("encryption", "off");
  }

  @Test
  void refusesThePreallocationThatLibvirtLeavesOutOfAnEncryptedImage() {
    Map<String, String> options = with(options("raw", "falloc", "auto"), "encryption", "luks");
    for (BackendKind kind : List.of(DirBackend.KIND, FsBackend.KIND)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kind.factory().create("x", DISK, options))
          .withMessageStartingWith("preallocation: falloc does not take")
          .withMessageContaining("kind: file");
    }
    StorageBackend file = FileBackend.KIND.factory().create("x", DISK, options);
    assertThat(file.description()).isEqualTo("encrypted raw image on ext4, no pool");
    assertThat(file.requirements())
        .hasAtLeastOneElementOfType(Requirement.ProcessorTime.class)
        .contains(new Requirement.QemuDriver("luks", "qemu-utils"));
  }
}
