package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What every kind of backend owes. A new kind is a subclass and a golden file of its name. */
abstract class StorageBackendContractTest {
  static final DiskSpec DISK =
      new DiskSpec(256L << 20, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE);
  static final Site SITE =
      new Site("poolbench-run", Path.of("/dev/loop7"), 1L << 30, Path.of("/srv/mounts/disk"))
          .with(List.of(Path.of("/dev/loop8"), Path.of("/dev/loop9")))
          .onAdapter("host7");
  private static final String HOSTILE = "a'\"/><x>&amp;";

  /** The kind's word in a scenario. */
  abstract String word();

  /** A value for every option of the kind. */
  abstract Map<String, String> options();

  /** Name of its golden file; of its own where a kind has several. */
  String golden() {
    return word() + ".xml";
  }

  /** Where its volume is, at {@link #SITE}; not asked for one that only QEMU reaches. */
  Path volumePath() {
    throw new AssertionError("a volume of " + word() + " has a path");
  }

  /** What its pool names as its device. */
  String poolDevice(Site site) {
    return site.device().toString();
  }

  private BackendKind kind() {
    return Backends.kind(word()).orElseThrow();
  }

  StorageBackend backend() {
    return kind().factory().create("its-name", DISK, options());
  }

  private DiskSource diskSource(StorageBackend backend) {
    return diskSource(backend, SITE, isRemote(backend) ? null : volumePath());
  }

  private static DiskSource diskSource(StorageBackend backend, Site site, @Nullable Path path) {
    return backend.diskSource(
        site, new Volume(Optional.ofNullable(path), backend.format(), DISK.sizeBytes()));
  }

  private static boolean isRemote(StorageBackend backend) {
    return backend.volumeSource(SITE) instanceof VolumeSource.Remote
        || backend.volumeSource(SITE) instanceof VolumeSource.RemoteLun;
  }

  @Test
  void isRegisteredOnceUnderItsWord() {
    assertThat(Backends.kinds()).extracting(BackendKind::kind).containsOnlyOnce(word());
    assertThat(backend().kind()).isEqualTo(word());
    assertThat(kind().summary()).isNotBlank();
  }

  @Test
  void takesEveryOptionItDeclaresAndNoOther() {
    assertThat(options().keySet())
        .containsExactlyInAnyOrderElementsOf(
            kind().options().stream().map(BackendKind.Option::key).toList());
    assertThat(kind().options())
        .allSatisfy(
            o -> assertThat(o.words().isEmpty() || o.words().contains(o.defaultWord())).isTrue())
        .allSatisfy(o -> assertThat(o.summary()).isNotBlank());
  }

  @Test
  void bearsTheNameAndTheDiskItWasGiven() {
    assertThat(backend().name()).isEqualTo("its-name");
    assertThat(backend().disk()).isEqualTo(DISK);
  }

  @Test
  void disclosesItsSettingsWithCacheAndIo() {
    assertThat(backend().description()).isNotBlank().doesNotContain("\n");
    assertThat(backend().settings())
        .containsEntry("cache", "none")
        .containsEntry("io", "native")
        .containsEntry("discard", "ignore")
        .containsEntry("detect_zeroes", "off")
        .containsEntry("iothread", "off")
        .doesNotContainValue("");
  }

  @Test
  void isAPureFunctionOfItsSettingsAndTheSite() {
    StorageBackend once = backend();
    StorageBackend again = backend();
    assertThat(once).isEqualTo(again);
    assertThat(once.pool(SITE)).isEqualTo(again.pool(SITE)).isEqualTo(once.pool(SITE));
    assertThat(once.volumeSource(SITE)).isEqualTo(again.volumeSource(SITE));
    assertThat(diskSource(once)).isEqualTo(diskSource(again));
    assertThat(once.settings()).isEqualTo(again.settings());
    assertThat(once.requirements()).isEqualTo(again.requirements());
  }

  @Test
  void rendersTheGoldenXml() throws Exception {
    StorageBackend backend = backend();
    List<String> lines = new ArrayList<>(List.of("<golden>"));
    backend.pool(SITE).map(PoolSpec::xml).ifPresent(lines::add);
    volumes(backend.volumeSource(SITE)).forEach(v -> lines.add(v.xml()));
    commands(backend.volumeSource(SITE)).forEach(c -> lines.add(line("command", c)));
    backend.afterFill(SITE).forEach(command -> lines.add(line("after-fill", command)));
    DiskSource source = diskSource(backend);
    lines.add(
        "<disk type='%s' format='%s'>%s%s</disk>"
            .formatted(
                source.type(), source.format().word(), source.driverXml(), source.sourceXml()));
    lines.add("</golden>");
    String rendered = String.join("\n", lines) + "\n";
    if (Boolean.getBoolean("poolbench.updateGoldens")) {
      Files.writeString(Path.of("src/test/resources/io/poolbench/backend", golden()), rendered);
      return;
    }
    assertThat(rendered).isEqualTo(goldenText());
    assertThat(parse(goldenText()).getDocumentElement().getTagName()).isEqualTo("golden");
  }

  private String goldenText() throws IOException {
    String name = golden();
    try (InputStream in =
        Objects.requireNonNull(
            StorageBackendContractTest.class.getResourceAsStream(name), "no golden " + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String line(String tag, HostCommand command) {
    return "<%s>%s</%s>".formatted(tag, Xml.escape(String.join(" ", command.words())), tag);
  }

  private static List<HostCommand> commands(VolumeSource source) {
    if (source instanceof VolumeSource.Remote remote) {
      return remote.commands();
    }
    return source instanceof VolumeSource.Commanded made ? made.commands() : List.of();
  }

  private static List<VolumeSource.Created> volumes(VolumeSource source) {
    List<VolumeSource.Created> volumes = new ArrayList<>();
    if (source instanceof VolumeSource.Created created) {
      created.padding().ifPresent(volumes::add);
      volumes.add(created);
    }
    return volumes;
  }

  @Test
  void needsThePoolTypeItMakesAndRoot() {
    StorageBackend backend = backend();
    Optional<String> made = backend.pool(SITE).map(PoolSpec::type);
    assertThat(backend.requirements()).hasAtLeastOneElementOfType(Requirement.Root.class);
    assertThat(backend.requirements().stream().filter(Requirement.PoolType.class::isInstance))
        .containsExactlyElementsOf(made.stream().map(Requirement.PoolType::new).toList());
  }

  @Test
  void needsTheToolsOfItsFilesystem() {
    Optional<Filesystem> made = filesystem(backend().preparation(SITE));
    if (made.isPresent()) {
      Filesystem filesystem = made.get();
      assertThat(backend().requirements())
          .contains(
              new Requirement.Tool(filesystem.tool(), filesystem.debianPackage()),
              new Requirement.KernelFilesystem(filesystem.word()));
      assertThat(filesystem.mkfs("/dev/loop7", 1L << 30))
          .startsWith(filesystem.tool())
          .contains("/dev/loop7")
          .containsAnyOf("1048576k", "size=1073741824", "1073741824");
    } else {
      assertThat(backend().requirements())
          .doesNotContainAnyElementsOf(
              Stream.of(Filesystem.values())
                  .map(f -> new Requirement.KernelFilesystem(f.word()))
                  .toList());
    }
  }

  private static Optional<Filesystem> filesystem(Preparation preparation) {
    if (preparation instanceof Preparation.MakeFilesystem make) {
      return Optional.of(make.filesystem());
    }
    return preparation instanceof Preparation.Share share
        ? Optional.of(share.filesystem())
        : Optional.empty();
  }

  @Test
  void givesTheGuestExactlyTheDisksSize() throws Exception {
    VolumeSource source = backend().volumeSource(SITE);
    if (source instanceof VolumeSource.Created created) {
      assertThat(text(parse(created.xml()), "capacity")).isEqualTo("" + DISK.sizeBytes());
      assertThat(text(parse(created.xml()), "name")).isEqualTo(created.name());
    } else if (source instanceof VolumeSource.WholeDevice device) {
      assertThat(device.sizeBytes()).isEqualTo(DISK.sizeBytes());
    }
    if (diskSource(backend()) instanceof DiskSource.Block block) {
      assertThat(block.sizeBytes()).isEqualTo(DISK.sizeBytes());
    }
  }

  @Test
  void asksForRoomForTheWholeDiskOnTheSubstrateOrForNone() {
    StorageBackend backend = backend();
    if (backend.isOnSubstrate()) {
      long further = backend.furtherBytes().stream().mapToLong(Long::longValue).sum();
      assertThat(backend.substrateBytes() + further).isGreaterThanOrEqualTo(DISK.sizeBytes());
    } else {
      assertThat(backend.substrateBytes()).isZero();
      assertThat(backend.furtherBytes()).isEmpty();
      assertThat(backend.preparation(SITE))
          .isEqualTo(
              backend.bytesEnd() == BytesEnd.MEMORY
                  ? new Preparation.RamDisk(DISK.sizeBytes())
                  : new Preparation.None());
    }
    if (backend.bytesEnd() == BytesEnd.MEMORY) {
      assertThat(backend.memoryBytes()).isGreaterThanOrEqualTo(DISK.sizeBytes());
    } else {
      assertThat(backend.memoryBytes()).isZero();
    }
  }

  @Test
  void saysWhatAFlushPromises() {
    assertThat(backend().durability().text()).contains(": ");
    assertThat(backend().settings()).doesNotContainKey("durability");
  }

  @Test
  void keepsHostilePathsAndNamesInsideTheirAttributes() throws Exception {
    Site hostile =
        new Site(HOSTILE, Path.of("/dev/" + HOSTILE), 1L << 30, Path.of("/srv/" + HOSTILE))
            .with(List.of(Path.of("/dev/b" + HOSTILE), Path.of("/dev/c" + HOSTILE)))
            .onAdapter(HOSTILE);
    StorageBackend backend = backend();
    if (backend.pool(hostile).isPresent()) {
      Document pool = parse(backend.pool(hostile).get().xml());
      assertThat(text(pool, "name")).isEqualTo(HOSTILE);
      assertThat(pool.getElementsByTagName("x").getLength()).isZero();
      if (pool.getElementsByTagName("device").item(0) instanceof Element device) {
        assertThat(device.getAttribute("path")).isEqualTo(poolDevice(hostile));
      }
    }
    for (VolumeSource.Created volume : volumes(backend.volumeSource(hostile))) {
      assertThat(text(parse(volume.xml()), "name")).isEqualTo(volume.name());
    }
    Path path = isRemote(backend) ? null : Path.of("/srv/" + HOSTILE);
    Document disk = parse(diskSource(backend, hostile, path).sourceXml());
    assertThat(disk.getElementsByTagName("x").getLength()).isZero();
    if (path != null) {
      Element source = disk.getDocumentElement();
      assertThat(source.getAttribute(source.hasAttribute("dev") ? "dev" : "file"))
          .isEqualTo(path.toString());
    }
  }

  static String text(Document document, String tag) {
    return document.getElementsByTagName(tag).item(0).getTextContent();
  }

  static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
