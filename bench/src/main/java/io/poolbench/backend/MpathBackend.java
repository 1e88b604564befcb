package io.poolbench.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A LUN that is reached over several paths, as the one device that device-mapper makes of them. */
record MpathBackend(String name, DiskSpec disk, MpathOptions options) implements StorageBackend {
  static final BackendKind KIND =
      new BackendKind(
          "mpath",
          "a LUN over several paths, a map of device-mapper that a libvirt mpath pool lists",
          MpathOptions.OPTIONS,
          List.of(Map.of(), Map.of("map", "mpatha")),
          (name, disk, options) -> new MpathBackend(name, disk, MpathOptions.from(options)));

  /** Where the lab's target is reached; its loopback has all of 127.0.0.0/8. */
  static final List<String> PORTALS = List.of("127.0.0.1:3260", "127.0.0.2:3260");

  @Override
  public String kind() {
    return "mpath";
  }

  @Override
  public String description() {
    return isOfTheLab()
        ? "LUN of the lab's own iSCSI target over two paths, raw"
        : "LUN over several paths, raw";
  }

  private boolean isOfTheLab() {
    return options.map().isEmpty();
  }

  @Override
  public Map<String, String> settings() {
    return options
        .map()
        .map(map -> Settings.of(disk, "map", map))
        .orElseGet(
            () ->
                Settings.of(
                    disk,
                    "map",
                    "lab",
                    "paths",
                    String.valueOf(PORTALS.size()),
                    "selector",
                    options.selector()));
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.RAW;
  }

  private String map(Site site) {
    return options.map().orElseGet(site::poolName);
  }

  @Override
  public Preparation preparation(Site site) {
    return isOfTheLab()
        ? new Preparation.Paths(
            IscsiBackend.iqn(site.poolName()), PORTALS, map(site), options.selector())
        : new Preparation.None();
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String xml =
        "<pool type='mpath'><name>%s</name><target><path>/dev/mapper</path></target></pool>"
            .formatted(Xml.escape(site.poolName()));
    return Optional.of(new PoolSpec(site.poolName(), "mpath", xml, false));
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    return new VolumeSource.Mapped(map(site), isOfTheLab());
  }

  @Override
  public DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.Block(volume.localPath(), disk.sizeBytes());
  }

  @Override
  public List<Requirement> requirements() {
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement.Root("to see maps of device-mapper"));
    needed.add(new Requirement.PoolType("mpath"));
    needed.add(new Requirement.Tool("dmsetup", "dmsetup"));
    needed.add(new Requirement.KernelModule("dm-multipath"));
    needed.add(new Requirement.Udev("which names the map"));
    if (isOfTheLab()) {
      needed.add(new Requirement.Tool("iscsiadm", "open-iscsi"));
      needed.add(
          new Requirement.LabServer(
              "iscsi", "add --on lab, or name a map of yours: map: mpatha (multipath -l)"));
    }
    return needed;
  }

  /** The lab's own is a target as that of the kind iscsi. */
  @Override
  public Durability durability() {
    return isOfTheLab() ? Durability.SERVER : Durability.UNKNOWN;
  }

  @Override
  public long substrateBytes() {
    return isOfTheLab() ? disk.sizeBytes() : 0;
  }

  @Override
  public BytesEnd bytesEnd() {
    return isOfTheLab() ? BytesEnd.SUBSTRATE : BytesEnd.ADAPTER;
  }
}
