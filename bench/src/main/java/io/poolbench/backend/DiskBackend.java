package io.poolbench.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A partition that libvirt makes in a {@code disk} pool over the substrate's device. */
record DiskBackend(String name, DiskSpec disk) implements StorageBackend {
  private static final long ALIGNMENT_BYTES = 1L << 20;

  /** A GPT takes the first 34 sectors: protective MBR, header and 32 sectors of entries. */
  private static final long TABLE_BYTES = 34 * 512;

  /** What is lost to the table, its copy at the end and the alignment. */
  private static final long OVERHEAD_BYTES = 4L << 20;

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
    return Settings.of(disk, "label", "gpt", "partition start", "1 MiB");
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
    String xml =
        "<pool type='disk'><name>%s</name><source><device path='%s'/><format type='gpt'/></source><target><path>/dev</path></target></pool>"
            .formatted(Xml.escape(site.poolName()), Xml.escape(site.device().toString()));
    return Optional.of(new PoolSpec(site.poolName(), "disk", xml, true));
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    // libvirt refuses any name but the next partition's, and on a GPT puts the first one at sector
    // 34, so that every 4 KiB of the guest would straddle two blocks below. A partition of padding
    // before it makes the one under test begin at 1 MiB.
    long paddingBytes = ALIGNMENT_BYTES - TABLE_BYTES;
    VolumeSource.Created padding = partition(site.partition(1), paddingBytes, Optional.empty());
    return partition(site.partition(2), disk.sizeBytes(), Optional.of(padding));
  }

  private static VolumeSource.Created partition(
      String name, long bytes, Optional<VolumeSource.Created> padding) {
    return new VolumeSource.Created(padding, name, VolumeXml.of(name, bytes, bytes, ""), false);
  }

  @Override
  public DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.Block(volume.localPath(), disk.sizeBytes());
  }

  @Override
  public List<Requirement> requirements() {
    return List.of(
        new Requirement.Root("to write a partition table"),
        new Requirement.PoolType("disk"),
        new Requirement.Tool("parted", "parted"));
  }

  @Override
  public Durability durability() {
    return Durability.DEVICE;
  }

  @Override
  public long substrateBytes() {
    return disk.sizeBytes() + OVERHEAD_BYTES;
  }
}
