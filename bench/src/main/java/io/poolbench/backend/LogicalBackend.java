package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A logical volume of LVM in a libvirt {@code logical} pool, whose volume group is the run's. */
record LogicalBackend(String name, DiskSpec disk, LogicalLayout layout) implements StorageBackend {
  private static final String DISK = "disk";
  private static final String POOL = "pool";
  private static final String SNAPSHOT = "snap";
  private static final String CACHE = "cache";
  private static final String LVCREATE = "lvcreate";
  private static final String NAME = "--name";
  private static final String TYPE = "--type";
  private static final String YES = "--yes";
  private static final String SIZE = "--size";

  static final BackendKind KIND =
      new BackendKind(
          "logical",
          "a logical volume (LVM) in a volume group that a libvirt logical pool makes",
          LogicalOptions.LIST,
          List.of(
              Map.of(),
              Map.of("snapshot", "on"),
              Map.of("type", "thin"),
              Map.of("type", "thin", "snapshot", "on"),
              Map.of("lvm_cache", "writeback"),
              Map.of("lvm_cache", "writecache")),
          (name, disk, options) ->
              new LogicalBackend(name, disk, LogicalOptions.layout(disk, options)));

  @Override
  public String kind() {
    return "logical";
  }

  @Override
  public String description() {
    String type = layout.thin() ? "thin" : "linear";
    String striped =
        layout.stripes() == 1
            ? type
            : layout.thin()
                ? "thin, " + layout.stripes() + "-way striped"
                : layout.stripes() + "-way striped";
    String cached = layout.cache().isOn() ? " with a cache (" + layout.cache().word() + ")" : "";
    return striped
        + " logical volume"
        + (layout.snapshot() ? " with a snapshot" : "")
        + cached
        + ", raw";
  }

  @Override
  public Map<String, String> settings() {
    return LogicalOptions.settings(layout, disk);
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.RAW;
  }

  @Override
  public Preparation preparation(Site site) {
    return new Preparation.VolumeGroup(site.poolName());
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String group = Xml.escape(site.poolName());
    String devices =
        site.devices(this).stream()
            .map(device -> "<device path='" + Xml.escape(device.toString()) + "'/>")
            .collect(Collectors.joining());
    String xml =
        "<pool type='logical'><name>%s</name><source>%s<name>%s</name><format type='lvm2'/></source><target><path>/dev/%s</path></target></pool>"
            .formatted(group, devices, group, group);
    return Optional.of(new PoolSpec(site.poolName(), "logical", xml, true));
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    if (layout.isPlain()) {
      return new VolumeSource.Created(
          Optional.empty(),
          DISK,
          VolumeXml.of(DISK, disk.sizeBytes(), disk.sizeBytes(), ""),
          false);
    }
    List<HostCommand> commands = new ArrayList<>();
    if (layout.thin()) {
      commands.add(thinPool(site));
      commands.add(
          command(
              site,
              LVCREATE,
              List.of(YES, TYPE, "thin", NAME, DISK),
              List.of("--virtualsize", layout.volumeBytes() + "b", "--thinpool", POOL),
              List.of(site.poolName())));
    } else {
      commands.add(
          command(
              site,
              LVCREATE,
              List.of(YES, NAME, DISK, SIZE, layout.volumeBytes() + "b"),
              LogicalOptions.striping(layout),
              List.of(site.poolName()),
              dataDevices(site)));
    }
    if (layout.cache().isOn()) {
      String cacheDevice = site.further().get(layout.stripes() - 1).toString();
      commands.add(
          command(
              site,
              LVCREATE,
              // one that is active is not taken for writes; LVM wipes it as it takes it
              List.of(YES, "--activate", "n", "--zero", "n", TYPE, "linear", NAME, CACHE),
              List.of(SIZE, layout.cacheBytes() + "b"),
              List.of(site.poolName(), cacheDevice)));
      commands.add(
          command(
              site,
              "lvconvert",
              List.of(YES),
              layout.cache().conversion(),
              List.of("--cachevol", CACHE, site.poolName() + "/" + DISK)));
    }
    return new VolumeSource.Commanded(commands, Path.of("/dev", site.poolName(), DISK));
  }

  private HostCommand thinPool(Site site) {
    List<String> chunks =
        layout.chunkBytes() == 0 ? List.of() : List.of("--chunksize", layout.chunkBytes() + "b");
    return command(
        site,
        LVCREATE,
        List.of(YES, TYPE, "thin-pool", NAME, POOL, SIZE, layout.poolBytes() + "b"),
        List.of("--poolmetadatasize", layout.metadataBytes() + "b"),
        chunks,
        LogicalOptions.striping(layout),
        List.of(site.poolName()));
  }

  /**
   * Those of the data where the cache's is not to be taken; else none, and LVM takes what it has.
   */
  private List<String> dataDevices(Site site) {
    return layout.cache().isOn()
        ? site.devices(this).subList(0, layout.stripes()).stream().map(Path::toString).toList()
        : List.of();
  }

  @SafeVarargs
  private HostCommand command(Site site, String program, List<String>... words) {
    List<String> all = new ArrayList<>();
    for (List<String> some : words) {
      all.addAll(some);
    }
    return Lvm.command(site.devices(this), program, all);
  }

  @Override
  public List<HostCommand> afterFill(Site site) {
    if (!layout.snapshot()) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of(YES, "--snapshot", NAME, SNAPSHOT));
    if (layout.thin()) {
      // lvcreate would leave it inactive
      words.addAll(List.of("--setactivationskip", "n"));
    } else {
      long chunk =
          layout.chunkBytes() == 0 ? LogicalLayout.SNAPSHOT_CHUNK_BYTES : layout.chunkBytes();
      words.addAll(List.of("--chunksize", chunk + "b", SIZE, layout.snapshotBytes() + "b"));
      words.addAll(LogicalOptions.striping(layout));
    }
    return List.of(command(site, LVCREATE, words, List.of(site.poolName() + "/" + DISK)));
  }

  @Override
  public DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.Block(volume.localPath(), disk.sizeBytes());
  }

  @Override
  public List<Requirement> requirements() {
    List<Requirement> requirements =
        new ArrayList<>(
            List.of(
                new Requirement.Root("to make a volume group"),
                new Requirement.PoolType("logical"),
                new Requirement.Tool(LVCREATE, "lvm2"),
                new Requirement.KernelModule("dm-mod"),
                new Requirement.Udev("by whose device files LVM reaches its volumes")));
    if (layout.thin()) {
      requirements.add(new Requirement.Tool("thin_check", "thin-provisioning-tools"));
      requirements.add(new Requirement.KernelModule("dm-thin-pool"));
    } else if (layout.snapshot()) {
      requirements.add(new Requirement.KernelModule("dm-snapshot"));
    }
    requirements.addAll(layout.cache().requirements());
    return List.copyOf(requirements);
  }

  /** device-mapper passes a flush on; a cache answers it where its own device has. */
  @Override
  public Durability durability() {
    return layout.cache().keepsWrites() ? Durability.CACHE_DEVICE : Durability.DEVICE;
  }

  @Override
  public long substrateBytes() {
    return layout.substrateBytes();
  }

  @Override
  public List<Long> furtherBytes() {
    return layout.furtherBytes();
  }
}
