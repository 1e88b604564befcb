package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A logical volume of LVM in a libvirt {@code logical} pool, whose volume group is the run's. */
record LogicalBackend(String name, DiskSpec disk, boolean thin, boolean snapshot, long chunkBytes)
    implements StorageBackend {
  private static final String DISK = "disk";
  private static final String POOL = "pool";
  private static final String SNAPSHOT = "snap";

  private static final long MIN_POOL_CHUNK_BYTES = 64L << 10;
  private static final long MAX_SNAPSHOT_CHUNK_BYTES = 512L << 10;

  static final BackendKind KIND =
      new BackendKind(
          "logical",
          "a logical volume (LVM) in a volume group that a libvirt logical pool makes",
          List.of(
              new BackendKind.Option(
                  "type",
                  List.of("linear", "thin"),
                  "linear",
                  "the volume's type: allocated at once, or from a thin pool as it is written"),
              new BackendKind.Option(
                  "snapshot",
                  List.of("off", "on"),
                  "off",
                  "whether a snapshot of the filled disk is there while it is measured"),
              new BackendKind.Option(
                  "chunk_size",
                  List.of(
                      "auto", "4KiB", "8KiB", "16KiB", "32KiB", "64KiB", "128KiB", "256KiB",
                      "512KiB", "1MiB"),
                  "auto",
                  "what a thin pool maps and a snapshot copies at once; auto is LVM's default")),
          List.of(
              Map.of(),
              Map.of("snapshot", "on"),
              Map.of("type", "thin"),
              Map.of("type", "thin", "snapshot", "on")),
          LogicalBackend::from);

  private static LogicalBackend from(String name, DiskSpec disk, Map<String, String> options) {
    boolean thin = "thin".equals(options.get("type"));
    boolean snapshot = "on".equals(options.get("snapshot"));
    String word = options.getOrDefault("chunk_size", "auto");
    long chunk = word.equals("auto") ? 0 : bytes(word);
    if (chunk > 0 && !thin && !snapshot) {
      throw new IllegalArgumentException(
          "chunk_size is of thin volumes and of snapshots; leave it out for a linear volume"
              + " without one");
    }
    if (chunk > 0 && thin && chunk < MIN_POOL_CHUNK_BYTES) {
      throw new IllegalArgumentException("chunk_size of a thin pool is 64KiB to 1MiB, not " + word);
    }
    if (!thin && chunk > MAX_SNAPSHOT_CHUNK_BYTES) {
      throw new IllegalArgumentException(
          "chunk_size of a linear volume's snapshot is 4KiB to 512KiB, not " + word);
    }
    LogicalBackend backend = new LogicalBackend(name, disk, thin, snapshot, chunk);
    if (thin && backend.layout().metadataBytes() > LogicalLayout.MOST_METADATA_BYTES) {
      throw new IllegalArgumentException(
          "chunk_size is too small for a thin pool of "
              + (backend.layout().poolBytes() >> 30)
              + " GiB: its metadata would exceed 15 GiB; take a larger one");
    }
    return backend;
  }

  private static long bytes(String word) {
    long number = Long.parseLong(word.replaceAll("[A-Za-z]+", ""));
    return word.endsWith("MiB") ? number << 20 : number << 10;
  }

  private LogicalLayout layout() {
    return new LogicalLayout(disk.sizeBytes(), thin, snapshot, chunkBytes);
  }

  @Override
  public String kind() {
    return "logical";
  }

  @Override
  public String description() {
    return (thin ? "thin" : "linear")
        + " logical volume"
        + (snapshot ? " with a snapshot" : "")
        + ", raw";
  }

  @Override
  public Map<String, String> settings() {
    String type = thin ? "thin" : "linear";
    String chunk = chunkBytes == 0 ? "auto" : (chunkBytes >> 10) + "KiB";
    return thin || snapshot
        ? Settings.of(disk, "type", type, "snapshot", snapshot ? "on" : "off", "chunk_size", chunk)
        : Settings.of(disk, "type", type, "snapshot", "off");
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
    String xml =
        "<pool type='logical'><name>%s</name><source><device path='%s'/><name>%s</name><format type='lvm2'/></source><target><path>/dev/%s</path></target></pool>"
            .formatted(group, Xml.escape(site.device().toString()), group, group);
    return Optional.of(new PoolSpec(site.poolName(), "logical", xml, true));
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    if (!thin) {
      return new VolumeSource.Created(
          Optional.empty(),
          DISK,
          VolumeXml.of(DISK, disk.sizeBytes(), disk.sizeBytes(), ""),
          false);
    }
    List<String> pool =
        new ArrayList<>(
            List.of(
                "--yes",
                "--type",
                "thin-pool",
                "--name",
                POOL,
                "--size",
                layout().poolBytes() + "b",
                "--poolmetadatasize",
                layout().metadataBytes() + "b"));
    if (chunkBytes > 0) {
      pool.addAll(List.of("--chunksize", chunkBytes + "b"));
    }
    pool.add(site.poolName());
    return new VolumeSource.Commanded(
        List.of(
            Lvm.command(site.device(), "lvcreate", pool.toArray(String[]::new)),
            Lvm.command(
                site.device(),
                "lvcreate",
                "--yes",
                "--type",
                "thin",
                "--name",
                DISK,
                "--virtualsize",
                layout().volumeBytes() + "b",
                "--thinpool",
                POOL,
                site.poolName())),
        Path.of("/dev", site.poolName(), DISK));
  }

  @Override
  public List<HostCommand> afterFill(Site site) {
    if (!snapshot) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of("--yes", "--snapshot", "--name", SNAPSHOT));
    if (thin) {
      // lvcreate would leave it inactive
      words.addAll(List.of("--setactivationskip", "n"));
    } else {
      long chunk = chunkBytes == 0 ? LogicalLayout.SNAPSHOT_CHUNK_BYTES : chunkBytes;
      words.addAll(List.of("--chunksize", chunk + "b", "--size", layout().snapshotBytes() + "b"));
    }
    words.add(site.poolName() + "/" + DISK);
    return List.of(Lvm.command(site.device(), "lvcreate", words.toArray(String[]::new)));
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
                new Requirement.Tool("lvcreate", "lvm2"),
                new Requirement.KernelModule("dm-mod"),
                new Requirement.Udev("by whose device files LVM reaches its volumes")));
    if (thin) {
      requirements.add(new Requirement.Tool("thin_check", "thin-provisioning-tools"));
      requirements.add(new Requirement.KernelModule("dm-thin-pool"));
    } else if (snapshot) {
      requirements.add(new Requirement.KernelModule("dm-snapshot"));
    }
    return List.copyOf(requirements);
  }

  @Override
  public Durability durability() {
    return Durability.DEVICE;
  }

  @Override
  public long substrateBytes() {
    return layout().substrateBytes();
  }
}
