package io.poolbench.backend;

import java.util.List;
import java.util.Map;

/** What kinds that keep an image file in a filesystem have in common: all but pool and mount. */
interface ImageFileBackend extends StorageBackend {
  Image image();

  @Override
  default Map<String, String> settings() {
    return image().settings(disk());
  }

  @Override
  default ImageFormat format() {
    return image().format();
  }

  @Override
  default VolumeSource volumeSource(Site site) {
    return image().volume(disk());
  }

  @Override
  default DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.File(volume.localPath(), format(), image().l2CacheBytes());
  }

  @Override
  default List<Requirement> requirements() {
    Filesystem filesystem = image().filesystem();
    return List.of(
        new Requirement.Root("to make and mount a filesystem"),
        new Requirement.PoolType(kind()),
        new Requirement.KernelFilesystem(filesystem.word()),
        new Requirement.Tool(filesystem.tool(), filesystem.debianPackage()));
  }

  @Override
  default Durability durability() {
    return Durability.DEVICE;
  }

  @Override
  default long substrateBytes() {
    return image().substrateBytes(disk());
  }
}
