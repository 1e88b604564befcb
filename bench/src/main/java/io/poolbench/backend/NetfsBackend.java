package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An image in a folder that a server gives over the network, in a libvirt {@code netfs} pool. */
record NetfsBackend(String name, DiskSpec disk, NetworkProtocol protocol, Image image)
    implements StorageBackend {
  static final BackendKind KIND =
      new BackendKind(
          "netfs",
          "an image in a folder of a server, mounted by a libvirt netfs pool",
          NetfsOptions.LIST,
          List.of(
              Map.of("version", "3"),
              Map.of("version", "4.2"),
              Map.of("version", "4.2", "source", "server:/export"),
              Map.of("protocol", "cifs"),
              Map.of("protocol", "cifs", "source", "//server/share"),
              Map.of("protocol", "glusterfs"),
              Map.of("protocol", "glusterfs", "source", "server:/volume")),
          NetfsOptions::create);

  @Override
  public String kind() {
    return "netfs";
  }

  @Override
  public String description() {
    return image.format().word()
        + " image over "
        + protocol.title()
        + (protocol.source().own()
            ? " from " + image.filesystem().word() + labServer()
            : " from " + protocol.sourceText())
        + ", network pool";
  }

  private String labServer() {
    String export = protocol.settings().get("export");
    return export == null ? "" : " (" + export + ")";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("protocol", protocol.word());
    settings.put("source", protocol.source().own() ? NetworkSource.LAB : protocol.sourceText());
    settings.putAll(protocol.settings());
    String options = String.join(",", protocol.mountOptions(image.format()));
    settings.put("mount options", options.isEmpty() ? "none" : options);
    settings.putAll(image.settings(disk));
    if (!isOnSubstrate()) {
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
    return protocol.source().own()
        ? new Preparation.Share(
            image.filesystem(), Path.of(NetworkSource.LAB_FOLDER), protocol.server())
        : new Preparation.None();
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String xml =
        "<pool type='netfs'%s><name>%s</name><source><host name='%s'/><dir path='%s'/><format type='%s'/>%s</source><target><path>%s</path></target>%s</pool>"
            .formatted(
                PoolMount.NAMESPACE,
                Xml.escape(site.poolName()),
                Xml.escape(protocol.poolHost()),
                Xml.escape(protocol.poolFolder()),
                protocol.word(),
                protocol.versionXml(),
                Xml.escape(site.mountPoint().toString()),
                PoolMount.optionsXml(protocol.mountOptions(image.format())));
    return Optional.of(new PoolSpec(site.poolName(), "netfs", xml, false));
  }

  /** On somebody's server the volume bears the run's name: others' files lie beside it. */
  @Override
  public VolumeSource volumeSource(Site site) {
    String file = "disk." + format().word();
    return image.volume(
        disk, site, protocol.source().own() ? file : site.poolName() + "-" + name + "-" + file);
  }

  @Override
  public DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.File(
        volume.localPath(), format(), image.l2CacheBytes(), Optional.empty());
  }

  @Override
  public List<String> mountedAs() {
    return protocol.inEffect();
  }

  @Override
  public List<Requirement> requirements() {
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement.Root("to mount a server's folder"));
    needed.add(new Requirement.PoolType("netfs"));
    needed.addAll(protocol.clientRequirements());
    if (protocol.source().own()) {
      Filesystem filesystem = image.filesystem();
      needed.add(new Requirement.KernelFilesystem(filesystem.word()));
      needed.add(new Requirement.Tool(filesystem.tool(), filesystem.debianPackage()));
      needed.add(
          new Requirement.LabServer(
              protocol.labService(),
              "run it with --on lab, or name a server of yours with source, such as "
                  + protocol.sourceForm()));
    }
    return needed;
  }

  @Override
  public long substrateBytes() {
    return protocol.source().own() ? image.substrateBytes(disk) : 0;
  }

  @Override
  public Durability durability() {
    return protocol.durability();
  }
}
