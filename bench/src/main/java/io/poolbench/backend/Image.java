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
 * @param luks whether QEMU encrypts it with LUKS; its passphrase is the trial's alone
 * @param l2CacheBytes the most that QEMU keeps of qcow2's tables in memory; 0 leaves it to QEMU
 */
record Image(
    Filesystem filesystem,
    ImageFormat format,
    Preallocation preallocation,
    long clusterBytes,
    boolean subclusters,
    boolean nocow,
    boolean luks,
    long l2CacheBytes) {
  static final String NOCOW = "nocow";
  static final String ENCRYPTION = "encryption";

  /** How QEMU's secret with the passphrase is called on a command line of qemu-img. */
  private static final String SECRET = "luks";

  /** LUKS1 with 8 key slots of 4000 stripes, as QEMU writes it: 2,068,480 bytes before the data. */
  private static final long LUKS_HEADER_BYTES = 2L << 20;

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
              ENCRYPTION,
              List.of("off", "luks"),
              "off",
              "whether QEMU encrypts the image; luks with a random passphrase for each trial"),
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
        option(options, ENCRYPTION).equals("luks"),
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
    settings.put(ENCRYPTION, luks ? "luks" : "off");
    settings.putAll(Settings.of(disk));
    return settings;
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }

  /** Its format in words, such as {@code encrypted qcow2}. */
  String words() {
    return (luks ? "encrypted " : "") + format.word();
  }

  /**
   * The usage of libvirt's secret that holds the passphrase at this site; empty when it is not
   * encrypted.
   */
  Optional<String> secret(Site site) {
    return luks ? Optional.of(site.poolName()) : Optional.empty();
  }

  /**
   * Refuses what libvirt leaves out in silence, seen with 9.0: it calls qemu-img without the
   * preallocation when the image is encrypted.
   */
  Image madeByLibvirt() {
    if (luks && preallocation == Preallocation.FALLOC) {
      throw new IllegalArgumentException(
          "preallocation: falloc does not take on an image with encryption: luks that libvirt makes;"
              + " leave it out, or use kind: file, whose image qemu-img makes");
    }
    return this;
  }

  VolumeSource.Created volume(DiskSpec disk, Site site) {
    return volume(disk, site, "disk." + format.word());
  }

  VolumeSource.Created volume(DiskSpec disk, Site site, String name) {
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
        VolumeXml.of(
            name,
            disk.sizeBytes(),
            allocation,
            target + (nocow ? "<nocow/>" : "") + DiskSource.encryption(secret(site))),
        preallocation == Preallocation.METADATA);
  }

  /**
   * What makes it where libvirt cannot (qemu-img(1)).
   *
   * @param target what qemu-img calls it
   * @return reads the passphrase when the image is encrypted
   */
  HostCommand creation(DiskSpec disk, String target) {
    List<String> options = new ArrayList<>();
    options.add("preallocation=" + preallocation.word());
    if (format == ImageFormat.QCOW2) {
      options.addAll(List.of("compat=1.1", "cluster_size=" + clusterBytes));
      options.add("extended_l2=" + word(subclusters));
    }
    if (nocow) {
      options.add("nocow=on");
    }
    if (luks) {
      options.addAll(
          format == ImageFormat.QCOW2
              ? List.of("encrypt.format=luks", "encrypt.key-secret=" + SECRET)
              : List.of("key-secret=" + SECRET));
    }
    List<String> words = new ArrayList<>(List.of("qemu-img", "create", "-q"));
    if (luks) {
      words.addAll(List.of("--object", "secret,id=" + SECRET + ",file=/dev/stdin"));
    }
    String made = luks && format == ImageFormat.RAW ? "luks" : format.word();
    words.addAll(List.of("-f", made, "-o", String.join(",", options), target));
    words.add(String.valueOf(disk.sizeBytes()));
    return new HostCommand(words, luks);
  }

  /** What the file takes once all of the disk is written. */
  long imageBytes(DiskSpec disk) {
    // qcow2's tables: 8 bytes a cluster for L2 (16 with subclusters) and 2 for refcounts, well
    // under 1 % from 16 KiB up
    long perCluster = subclusters ? 24 : 16;
    long metadata =
        clusterBytes == 0 ? 0 : disk.sizeBytes() / clusterBytes * perCluster + (2L << 20);
    long header = luks ? LUKS_HEADER_BYTES + clusterBytes : 0;
    return disk.sizeBytes() + metadata + header;
  }

  long substrateBytes(DiskSpec disk) {
    return filesystem.deviceBytes(imageBytes(disk));
  }
}
