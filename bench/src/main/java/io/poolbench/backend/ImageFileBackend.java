package io.poolbench.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What kinds that keep an image file in a filesystem have in common: all but pool and mount. */
interface ImageFileBackend extends StorageBackend {
  Image image();

  @Override
  Ageing ageing();

  @Override
  default long imageBytes() {
    return image().imageBytes(disk());
  }

  @Override
  default long firstWriteBytes() {
    return image().clusterBytes() == 0
        ? StorageBackend.super.firstWriteBytes()
        : image().clusterBytes();
  }

  @Override
  default Map<String, String> settings() {
    return ageing().after(image().settings(disk()));
  }

  @Override
  default ImageFormat format() {
    return image().format();
  }

  @Override
  default VolumeSource volumeSource(Site site) {
    return image().volume(disk(), site);
  }

  @Override
  default DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.File(
        volume.localPath(), format(), image().l2CacheBytes(), image().secret(site));
  }

  @Override
  default Optional<String> secret(Site site) {
    return image().secret(site);
  }

  @Override
  default List<Requirement> requirements() {
    Filesystem filesystem = image().filesystem();
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement.Root("to make and mount a filesystem"));
    needed.add(new Requirement.PoolType(kind()));
    needed.add(new Requirement.KernelFilesystem(filesystem.word()));
    needed.add(new Requirement.Tool(filesystem.tool(), filesystem.debianPackage()));
    if (filesystem == Filesystem.BTRFS) {
      needed.add(new Requirement.Tool("lsattr", "e2fsprogs"));
    }
    if (image().luks()) {
      needed.add(new Requirement.QemuDriver("luks", "qemu-utils"));
      needed.add(
          new Requirement.ProcessorTime(
              "a lab's kernel tells processor time too coarsely for QEMU to make LUKS",
              "measure encrypted images without --on lab"));
    }
    if (ageing().fillsFilesystem() || ageing().scattered()) {
      needed.add(new Requirement.Tool("filefrag", "e2fsprogs"));
    }
    return needed;
  }

  @Override
  default Durability durability() {
    return Durability.DEVICE;
  }

  @Override
  default long substrateBytes() {
    return ageing().deviceBytes(image().substrateBytes(disk()));
  }
}
