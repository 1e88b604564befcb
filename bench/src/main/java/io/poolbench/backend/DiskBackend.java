package io.poolbench.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A partition that libvirt makes in a {@code disk} pool over the substrate's device. */
record DiskBackend(String name, DiskSpec disk) implements StorageBackend {
  /** Partitions begin at 1 MiB; the GPT's copy takes the last 33 sectors. */
  private static final long TABLE_BYTES = 4L << 20;

  static final BackendKind KIND =
      new BackendKind(
          "disk",
          "a partition of the device, made by a libvirt disk pool (GPT)",
          List.of(),
          (name, disk, options) -> new DiskBackend(name, disk));

  @Override
  public String kind() {
    return "disk";
  }

  @Override
  public String description() {
    return "GPT partition in a disk pool, raw";
  }

  @Override
  public Map<String, String> settings() {
    return Settings.of(disk, "label", "gpt");
  }

  @Override
  public Preparation preparation() {
    return new Preparation.None();
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String xml =
        "<pool type='disk'><name>%s</name><source><device path='%s'/><format type='gpt'/></source><target><path>/dev</path></target></pool>"
            .formatted(Xml.escape(site.poolName()), Xml.escape(site.device().toString()));
    return Optional.of(new PoolSpec(site.poolName(), "disk", xml, true));
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    // libvirt refuses any name but the next partition's.
    String volume = site.firstPartition();
    return new VolumeSource.Created(
        volume, VolumeXml.of(volume, disk.sizeBytes(), disk.sizeBytes(), ""), false);
  }

  @Override
  public DiskSource diskSource(Volume volume) {
    return new DiskSource.Block(volume.path(), disk.sizeBytes());
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(
        new Requirement.Root("to write a partition table"),
        new Requirement.PoolType("disk"),
        new Requirement.Tool("parted", "parted"));
  }

  @Override
  public long substrateBytes() {
    return disk.sizeBytes() + TABLE_BYTES;
  }
}
