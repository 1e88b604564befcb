package io.poolbench.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An image in a filesystem on the substrate's device, mounted by a libvirt {@code fs} pool. */
record FsBackend(String name, DiskSpec disk, Image image) implements StorageBackend {
  static final BackendKind KIND =
      new BackendKind(
          "fs",
          "an image in a filesystem that a libvirt fs pool mounts from the device",
          Image.OPTIONS,
          (name, disk, options) -> new FsBackend(name, disk, Image.from(options)));

  @Override
  public String kind() {
    return "fs";
  }

  @Override
  public String description() {
    return image.format().word() + " image on " + image.filesystem().word() + ", filesystem pool";
  }

  @Override
  public Map<String, String> settings() {
    return image.settings(disk);
  }

  @Override
  public ImageFormat format() {
    return image.format();
  }

  @Override
  public Preparation preparation() {
    return new Preparation.MakeFilesystem(image.filesystem(), false);
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String xml =
        "<pool type='fs'><name>%s</name><source><device path='%s'/><format type='%s'/></source><target><path>%s</path></target></pool>"
            .formatted(
                Xml.escape(site.poolName()),
                Xml.escape(site.device().toString()),
                image.filesystem().word(),
                Xml.escape(site.mountPoint().toString()));
    return Optional.of(new PoolSpec(site.poolName(), "fs", xml, false));
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    return image.volume(disk);
  }

  @Override
  public DiskSource diskSource(Volume volume) {
    return new DiskSource.File(volume.path(), image.format());
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(
        new Requirement.Root("to make and mount a filesystem"),
        new Requirement.PoolType("fs"),
        new Requirement.KernelFilesystem(image.filesystem().word()),
        new Requirement.Tool(image.filesystem().tool(), image.filesystem().debianPackage()));
  }

  @Override
  public long substrateBytes() {
    return image.substrateBytes(disk);
  }
}
