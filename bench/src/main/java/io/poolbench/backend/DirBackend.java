package io.poolbench.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An image in a directory, libvirt's default; the directory's filesystem is on the substrate. */
record DirBackend(String name, DiskSpec disk, Image image) implements StorageBackend {
  static final BackendKind KIND =
      new BackendKind(
          "dir",
          "an image in a directory, libvirt's default, on a filesystem mounted beforehand",
          Image.OPTIONS,
          (name, disk, options) -> new DirBackend(name, disk, Image.from(options)));

  @Override
  public String kind() {
    return "dir";
  }

  @Override
  public String description() {
    return image.format().word() + " image on " + image.filesystem().word() + ", directory pool";
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
    return new Preparation.MakeFilesystem(image.filesystem(), true);
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String xml =
        "<pool type='dir'><name>%s</name><target><path>%s</path></target></pool>"
            .formatted(Xml.escape(site.poolName()), Xml.escape(site.mountPoint().toString()));
    return Optional.of(new PoolSpec(site.poolName(), "dir", xml, false));
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
        new Requirement.PoolType("dir"),
        new Requirement.KernelFilesystem(image.filesystem().word()),
        new Requirement.Tool(image.filesystem().tool(), image.filesystem().debianPackage()));
  }

  @Override
  public long substrateBytes() {
    return image.substrateBytes(disk);
  }
}
