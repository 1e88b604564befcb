package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image in a volume of GlusterFS that QEMU itself reaches by libgfapi, without a mount; a
 * libvirt gluster pool lists it.
 */
record GlusterBackend(String name, DiskSpec disk, NetworkSource source, Image image)
    implements StorageBackend {
  static final BackendKind KIND =
      new BackendKind(
          "gluster",
          "an image in a GlusterFS volume that QEMU reaches by itself, in a libvirt gluster pool",
          options(),
          List.of(Map.of(), Map.of("source", "server:/volume")),
          GlusterBackend::create);

  /** glusterd's, where a client asks for the bricks'. */
  private static final int PORT = 24007;

  private static List<BackendKind.Option> options() {
    List<BackendKind.Option> options = new ArrayList<>();
    options.add(
        new BackendKind.Option(
            "source",
            List.of(),
            NetworkSource.LAB,
            "lab, the lab's own server over the substrate; or yours: server:/volume"));
    options.addAll(NetfsOptions.imageOptions());
    return List.copyOf(options);
  }

  private static GlusterBackend create(String name, DiskSpec disk, Map<String, String> options) {
    String text = options.getOrDefault("source", NetworkSource.LAB);
    NetworkSource source =
        text.equals(NetworkSource.LAB) ? GlusterProtocol.LAB_SOURCE : NetworkSource.gluster(text);
    return new GlusterBackend(name, disk, source, NetfsOptions.image(options, source.own()));
  }

  @Override
  public String kind() {
    return "gluster";
  }

  @Override
  public String description() {
    return image.format().word()
        + " image over GlusterFS by libgfapi from "
        + (source.own() ? image.filesystem().word() : sourceText())
        + ", gluster pool";
  }

  private String sourceText() {
    return source.host() + ":" + source.folder();
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("source", source.own() ? NetworkSource.LAB : sourceText());
    settings.putAll(image.settings(disk));
    if (!source.own()) {
      settings.remove("filesystem");
    }
    return settings;
  }

  @Override
  public ImageFormat format() {
    return image.format();
  }

  @Override
  public Preparation preparation(Site site) {
    return source.own()
        ? new Preparation.Share(
            image.filesystem(), Path.of(NetworkSource.LAB_FOLDER), GlusterProtocol.SERVER)
        : new Preparation.None();
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String folder = source.folder().replaceFirst("^/[^/]+", "");
    String xml =
        "<pool type='gluster'><name>%s</name><source><host name='%s' port='%d'/><dir path='%s'/><name>%s</name></source></pool>"
            .formatted(
                Xml.escape(site.poolName()),
                Xml.escape(source.host()),
                PORT,
                Xml.escape(folder.isEmpty() ? "/" : folder),
                Xml.escape(source.folder().split("/")[1]));
    return Optional.of(new PoolSpec(site.poolName(), "gluster", xml, false));
  }

  /** On somebody's server the volume bears the run's name: others' files lie beside it. */
  private String file(Site site) {
    String file = "disk." + format().word();
    return source.own() ? file : site.poolName() + "-" + name + "-" + file;
  }

  /** libvirt's gluster pool makes none. */
  @Override
  public VolumeSource volumeSource(Site site) {
    String made = diskSource(site).image().orElseThrow();
    return new VolumeSource.Remote(List.of(image.creation(disk, made)), file(site));
  }

  @Override
  public DiskSource diskSource(Site site, Volume volume) {
    return diskSource(site);
  }

  private DiskSource diskSource(Site site) {
    return new DiskSource.Gluster(
        source.host(),
        PORT,
        source.folder().substring(1) + "/" + file(site),
        format(),
        image.l2CacheBytes());
  }

  @Override
  public List<Requirement> requirements() {
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement.Root("for pools and guests of the system's libvirt"));
    needed.add(new Requirement.PoolType("gluster"));
    needed.add(new Requirement.QemuDriver("gluster", "qemu-block-extra"));
    needed.add(new Requirement.Tool("qemu-img", "qemu-utils"));
    if (source.own()) {
      Filesystem filesystem = image.filesystem();
      needed.add(new Requirement.KernelFilesystem(filesystem.word()));
      needed.add(new Requirement.Tool(filesystem.tool(), filesystem.debianPackage()));
      needed.add(
          new Requirement.LabServer(
              "gluster",
              "run it with --on lab, or name a server of yours with source, such as"
                  + " server:/volume"));
    }
    return needed;
  }

  @Override
  public long substrateBytes() {
    return source.own() ? image.substrateBytes(disk) : 0;
  }

  /** See {@link GlusterProtocol#durability}: the same client, in QEMU instead of behind FUSE. */
  @Override
  public Durability durability() {
    return source.own() ? Durability.SERVER : Durability.UNKNOWN;
  }
}
