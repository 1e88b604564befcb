package io.poolbench.backend;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an image file is made: the options shared by the kinds that keep images in a filesystem.
 *
 * @param preallocation QEMU's own words; libvirt passes them to qemu-img
 * @param clusterBytes qcow2's cluster size; 0 for raw
 */
record Image(
    Filesystem filesystem, ImageFormat format, Preallocation preallocation, long clusterBytes) {
  private static final long DEFAULT_CLUSTER_BYTES = 64L << 10;

  static final List<BackendKind.Option> OPTIONS =
      List.of(
          new BackendKind.Option(
              "filesystem", List.of("ext4", "xfs"), "ext4", "the filesystem the image lies on"),
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
              "qcow2's cluster size; auto is QEMU's default, 64KiB"));

  /** What bears on whether a machine can provide an image. */
  static final List<Map<String, String>> SHOWN =
      List.of(
          Map.of("filesystem", "ext4", "format", "raw"),
          Map.of("filesystem", "ext4", "format", "qcow2"),
          Map.of("filesystem", "xfs", "format", "raw"),
          Map.of("filesystem", "xfs", "format", "qcow2"));

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
    if (format == ImageFormat.RAW && !cluster.equals("auto")) {
      throw new IllegalArgumentException(
          "cluster_size is for format: qcow2; leave it out for a raw image");
    }
    return new Image(
        Filesystem.valueOf(option(options, "filesystem").toUpperCase(Locale.ROOT)),
        format,
        preallocation,
        format == ImageFormat.RAW ? 0 : clusterBytes(cluster));
  }

  private static String option(Map<String, String> options, String key) {
    String value = options.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no value for " + key);
    }
    return value;
  }

  private static long clusterBytes(String word) {
    if (word.equals("auto")) {
      return DEFAULT_CLUSTER_BYTES;
    }
    long number = Long.parseLong(word.replaceAll("[A-Za-z]+", ""));
    return word.endsWith("MiB") ? number << 20 : number << 10;
  }

  Map<String, String> settings(DiskSpec disk) {
    return format == ImageFormat.RAW
        ? Settings.of(
            disk,
            "filesystem",
            filesystem.word(),
            "format",
            "raw",
            "preallocation",
            preallocation.word())
        : Settings.of(
            disk,
            "filesystem",
            filesystem.word(),
            "format",
            "qcow2",
            "compat",
            "1.1",
            "cluster_size",
            (clusterBytes >> 10) + "KiB",
            "preallocation",
            preallocation.word());
  }

  VolumeSource.Created volume(DiskSpec disk) {
    return volume(disk, "disk." + format.word());
  }

  VolumeSource.Created volume(DiskSpec disk, String name) {
    long allocation = preallocation == Preallocation.FALLOC ? disk.sizeBytes() : 0;
    // compat 1.1 because libvirt's default is 0.10, which no one would choose today
    String target =
        format == ImageFormat.RAW
            ? "<format type='raw'/>"
            : "<format type='qcow2'/><compat>1.1</compat><clusterSize unit='B'>"
                + clusterBytes
                + "</clusterSize>";
    return new VolumeSource.Created(
        Optional.empty(),
        name,
        VolumeXml.of(name, disk.sizeBytes(), allocation, target),
        preallocation == Preallocation.METADATA);
  }

  long substrateBytes(DiskSpec disk) {
    // qcow2's tables: 8 bytes a cluster for L2 and 2 for refcounts, well under 1 % from 16 KiB up
    long metadata = clusterBytes == 0 ? 0 : disk.sizeBytes() / clusterBytes * 16 + (2L << 20);
    return filesystem.deviceBytes(disk.sizeBytes() + metadata);
  }
}
