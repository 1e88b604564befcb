package io.poolbench.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an image file is made: the options shared by the kinds that keep images in a filesystem.
 *
 * @param preallocation QEMU's own words; libvirt passes them to qemu-img
 * @param clusterBytes qcow2's cluster size; 0 for raw
 * @param subclusters whether each of qcow2's clusters is allocated in 32 parts (extended L2
 *     entries)
 * @param nocow whether its blocks are overwritten in place on a filesystem that copies on write
 * @param l2CacheBytes the most that QEMU keeps of qcow2's tables in memory; 0 leaves it to QEMU
 */
record Image(
    Filesystem filesystem,
    ImageFormat format,
    Preallocation preallocation,
    long clusterBytes,
    boolean subclusters,
    boolean nocow,
    long l2CacheBytes) {
  static final String NOCOW = "nocow";
  private static final long DEFAULT_CLUSTER_BYTES = 64L << 10;

  /** QEMU's docs/interop/qcow2.txt: a subcluster is a 32nd, and at least a sector. */
  private static final long SMALLEST_WITH_SUBCLUSTERS = 16L << 10;

  static final List<BackendKind.Option> OPTIONS =
      List.of(
          new BackendKind.Option(
              "filesystem",
              List.of("ext4", "xfs", "btrfs"),
              "ext4",
              "the filesystem the image lies on"),
          new BackendKind.Option("format", List.of("raw", "qcow2"), "raw", "the image's format"),
          new BackendKind.Option(
              "preallocation",
              List.of("off", "metadata", "falloc"),
              "off",
              "what is allocated before the fill; metadata is qcow2's alone"),
          new BackendKind.Option(
              "cluster_size",
              List.of("auto", "4KiB", "16KiB", "64KiB", "256KiB", "1MiB", "2MiB"),
              "auto",
              "qcow2's cluster size; auto is QEMU's default, 64KiB"),
          new BackendKind.Option(
              "subclusters",
              List.of("off", "on"),
              "off",
              "whether qcow2 allocates a 32nd of a cluster at a time (extended L2 entries)"),
          new BackendKind.Option(
              NOCOW,
              List.of("off", "on"),
              "off",
              "whether btrfs overwrites the image in place, without checksums, instead of copying"),
          new BackendKind.Option(
              "l2_cache",
              List.of("auto", "256KiB", "512KiB", "1MiB", "2MiB", "4MiB", "8MiB", "16MiB", "32MiB"),
              "auto",
              "the most that QEMU keeps of qcow2's tables in memory; auto is QEMU's own choice"));

  /** What bears on whether a machine can provide an image. */
  static final List<Map<String, String>> SHOWN =
      List.of(
          Map.of("filesystem", "ext4", "format", "raw"),
          Map.of("filesystem", "ext4", "format", "qcow2"),
          Map.of("filesystem", "xfs", "format", "raw"),
          Map.of("filesystem", "xfs", "format", "qcow2"),
          Map.of("filesystem", "btrfs", "format", "raw"),
          Map.of("filesystem", "btrfs", "format", "qcow2"));

  enum Preallocation {
    OFF,
    METADATA,
    FALLOC;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Image from(Map<String, String> options) {
    ImageFormat format = ImageFormat.valueOf(option(options, "format").toUpperCase(Locale.ROOT));
    Preallocation preallocation =
        Preallocation.valueOf(option(options, "preallocation").toUpperCase(Locale.ROOT));
    String cluster = option(options, "cluster_size");
    if (format == ImageFormat.RAW && preallocation == Preallocation.METADATA) {
      throw new IllegalArgumentException(
          "preallocation: metadata is for format: qcow2; a raw image takes off or falloc");
    }
    boolean subclusters = option(options, "subclusters").equals("on");
    String l2Cache = option(options, "l2_cache");
    if (format == ImageFormat.RAW) {
      refuseForRaw("cluster_size", !cluster.equals("auto"));
      refuseForRaw("subclusters", subclusters);
      refuseForRaw("l2_cache", !l2Cache.equals("auto"));
    }
    if (subclusters && clusterBytes(cluster) < SMALLEST_WITH_SUBCLUSTERS) {
      throw new IllegalArgumentException(
          "subclusters: on needs cluster_size: 16KiB or more, not "
              + cluster
              + "; QEMU makes no subclusters below a sector");
    }
    Filesystem filesystem =
        Filesystem.valueOf(option(options, "filesystem").toUpperCase(Locale.ROOT));
    boolean nocow = option(options, NOCOW).equals("on");
    if (nocow && filesystem != Filesystem.BTRFS) {
      throw new IllegalArgumentException(
          "nocow: on is for filesystem: btrfs; "
              + filesystem.word()
              + " overwrites in place anyway, leave it out");
    }
    return new Image(
        filesystem,
        format,
        preallocation,
        format == ImageFormat.RAW ? 0 : clusterBytes(cluster),
        subclusters,
        nocow,
        l2Cache.equals("auto") ? 0 : bytes(l2Cache));
  }

  private static void refuseForRaw(String key, boolean given) {
    if (given) {
      throw new IllegalArgumentException(
          key + " is for format: qcow2; leave it out for a raw image");
    }
  }

  private static String option(Map<String, String> options, String key) {
    String value = options.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no value for " + key);
    }
    return value;
  }

  private static long clusterBytes(String word) {
    return word.equals("auto") ? DEFAULT_CLUSTER_BYTES : bytes(word);
  }

  private static long bytes(String word) {
    long number = Long.parseLong(word.replaceAll("[A-Za-z]+", ""));
    return word.endsWith("MiB") ? number << 20 : number << 10;
  }

  Map<String, String> settings(DiskSpec disk) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("filesystem", filesystem.word());
    if (filesystem == Filesystem.BTRFS) {
      settings.put(NOCOW, word(nocow));
    }
    settings.put("format", format.word());
    if (format == ImageFormat.QCOW2) {
      settings.put("compat", "1.1");
      settings.put("cluster_size", (clusterBytes >> 10) + "KiB");
      settings.put("subclusters", word(subclusters));
      settings.put("l2_cache", l2CacheBytes == 0 ? "auto" : (l2CacheBytes >> 10) + "KiB");
    }
    settings.put("preallocation", preallocation.word());
    settings.putAll(Settings.of(disk));
    return settings;
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }

  VolumeSource.Created volume(DiskSpec disk) {
    return volume(disk, "disk." + format.word());
  }

  VolumeSource.Created volume(DiskSpec disk, String name) {
    long allocation = preallocation == Preallocation.FALLOC ? disk.sizeBytes() : 0;
    // compat 1.1 because libvirt's default is 0.10, which no one would choose today
    String features = subclusters ? "<features><extended_l2/></features>" : "";
    String target =
        format == ImageFormat.RAW
            ? "<format type='raw'/>"
            : "<format type='qcow2'/><compat>1.1</compat><clusterSize unit='B'>"
                + clusterBytes
                + "</clusterSize>"
                + features;
    return new VolumeSource.Created(
        Optional.empty(),
        name,
        VolumeXml.of(name, disk.sizeBytes(), allocation, target + (nocow ? "<nocow/>" : "")),
        preallocation == Preallocation.METADATA);
  }

  /**
   * What makes it where libvirt cannot (qemu-img(1)).
   *
   * @param target what qemu-img calls it
   */
  HostCommand creation(DiskSpec disk, String target) {
    List<String> options = new ArrayList<>();
    options.add("preallocation=" + preallocation.word());
    if (format == ImageFormat.QCOW2) {
      options.addAll(List.of("compat=1.1", "cluster_size=" + clusterBytes));
      options.add("extended_l2=" + (subclusters ? "on" : "off"));
    }
    return HostCommand.of(
        "qemu-img",
        "create",
        "-q",
        "-f",
        format.word(),
        "-o",
        String.join(",", options),
        target,
        String.valueOf(disk.sizeBytes()));
  }

  /** What the file takes once all of the disk is written. */
  long imageBytes(DiskSpec disk) {
    // qcow2's tables: 8 bytes a cluster for L2 (16 with subclusters) and 2 for refcounts, well
    // under
    // 1 % from 16 KiB up
    long perCluster = subclusters ? 24 : 16;
    long metadata =
        clusterBytes == 0 ? 0 : disk.sizeBytes() / clusterBytes * perCluster + (2L << 20);
    return disk.sizeBytes() + metadata;
  }

  long substrateBytes(DiskSpec disk) {
    return filesystem.deviceBytes(imageBytes(disk));
  }
}
