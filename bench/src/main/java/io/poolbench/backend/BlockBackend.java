package io.poolbench.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The substrate's device passed through to the guest: nothing between QEMU and the device. */
record BlockBackend(String name, DiskSpec disk) implements StorageBackend {
  static final BackendKind KIND =
      new BackendKind(
          "block",
          "the device itself, passed through: no pool, no filesystem",
          List.of(),
          (name, disk, options) -> new BlockBackend(name, disk));

  @Override
  public String kind() {
    return "block";
  }

  @Override
  public String description() {
    return "block device passed through, raw";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(disk);
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.RAW;
  }

  @Override
  public Preparation preparation(Site site) {
    return new Preparation.None();
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    return Optional.empty();
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    return new VolumeSource.WholeDevice(disk.sizeBytes());
  }

  @Override
  public DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.Block(volume.localPath(), disk.sizeBytes());
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(new Requirement.Root("to open the device"));
  }

  @Override
  public Durability durability() {
    return Durability.DEVICE;
  }

  @Override
  public long substrateBytes() {
    return disk.sizeBytes();
  }
}
