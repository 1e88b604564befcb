package io.poolbench.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of kind {@code logical}, and which of them go together. */
final class LogicalOptions {
  private static final String AUTO = "auto";
  private static final long MIN_POOL_CHUNK_BYTES = 64L << 10;
  private static final long MAX_SNAPSHOT_CHUNK_BYTES = 512L << 10;

  /** LVM's default (lvm.conf(5), {@code allocation/stripesize}). */
  private static final long DEFAULT_STRIPE_BYTES = 64L << 10;

  /** Room for dm-cache's metadata, of which LVM makes at least 8 MiB in a volume (lvmcache(7)). */
  private static final long LEAST_CACHE_BYTES = 64L << 20;

  static final List<BackendKind.Option> LIST =
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
                  AUTO, "4KiB", "8KiB", "16KiB", "32KiB", "64KiB", "128KiB", "256KiB", "512KiB",
                  "1MiB"),
              AUTO,
              "what a thin pool maps and a snapshot copies at once; auto is LVM's default"),
          new BackendKind.Option(
              "stripes",
              List.of("1", "2", "3", "4", "5", "6", "7", "8"),
              "1",
              "over how many devices of the substrate, used together, the data is spread"),
          new BackendKind.Option(
              "stripe_size",
              List.of(AUTO, "4KiB", "16KiB", "64KiB", "256KiB", "1MiB"),
              AUTO,
              "how much goes to one device before the next one's turn; auto is LVM's 64KiB"),
          new BackendKind.Option(
              "lvm_cache",
              List.of("off", "writethrough", "writeback", "writecache"),
              "off",
              "a cache on a device of its own: dm-cache's modes, or dm-writecache"),
          new BackendKind.Option(
              "lvm_cache_size",
              List.of(
                  AUTO, "64MiB", "128MiB", "256MiB", "512MiB", "1GiB", "2GiB", "4GiB", "8GiB",
                  "16GiB", "32GiB", "64GiB", "128GiB", "256GiB", "512GiB"),
              AUTO,
              "the cache with its metadata; auto is a quarter of the disk, at least 64MiB"));

  private final Map<String, String> options;

  private LogicalOptions(Map<String, String> options) {
    this.options = options;
  }

  /**
   * What the options ask for.
   *
   * @throws IllegalArgumentException when some do not go together; the message begins with the key
   */
  static LogicalLayout layout(DiskSpec disk, Map<String, String> options) {
    return new LogicalOptions(options).layout(disk);
  }

  private LogicalLayout layout(DiskSpec disk) {
    boolean thin = value("type").equals("thin");
    boolean snapshot = value("snapshot").equals("on");
    int stripes = Integer.parseInt(value("stripes"));
    if (stripes == 1 && !value("stripe_size").equals(AUTO)) {
      throw new IllegalArgumentException(
          "stripe_size is for stripes: 2 and more; leave it out for a volume on one device");
    }
    LogicalCache cache = LogicalCache.of(value("lvm_cache"));
    if (cache.isOn() && (thin || snapshot)) {
      throw new IllegalArgumentException(
          "lvm_cache goes with type: linear without a snapshot; what a snapshot copies would pass"
              + " the cache too, and no figure would tell the one from the other");
    }
    if (!cache.isOn() && !value("lvm_cache_size").equals(AUTO)) {
      throw new IllegalArgumentException(
          "lvm_cache_size is for lvm_cache: writethrough, writeback or writecache");
    }
    LogicalLayout layout =
        new LogicalLayout(
            disk.sizeBytes(),
            thin,
            snapshot,
            chunkBytes(thin, snapshot),
            stripes,
            stripes == 1 ? 0 : bytes("stripe_size", DEFAULT_STRIPE_BYTES),
            cache,
            cache.isOn() ? bytes("lvm_cache_size", quarter(disk)) : 0);
    if (thin && layout.metadataBytes() > LogicalLayout.MOST_METADATA_BYTES) {
      throw new IllegalArgumentException(
          "chunk_size is too small for a thin pool of "
              + (layout.poolBytes() >> 30)
              + " GiB: its metadata would exceed 15 GiB; take a larger one");
    }
    return layout;
  }

  private long chunkBytes(boolean thin, boolean snapshot) {
    String word = value("chunk_size");
    long chunk = bytes("chunk_size", 0);
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
    return chunk;
  }

  /** To the next extent. */
  private static long quarter(DiskSpec disk) {
    long extent = LogicalLayout.EXTENT_BYTES;
    return Math.max(LEAST_CACHE_BYTES, (disk.sizeBytes() / 4 + extent - 1) / extent * extent);
  }

  /** Every setting in words, in a stable order. */
  static Map<String, String> settings(LogicalLayout layout, DiskSpec disk) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("type", layout.thin() ? "thin" : "linear");
    settings.put("snapshot", layout.snapshot() ? "on" : "off");
    if (layout.thin() || layout.snapshot()) {
      settings.put("chunk_size", layout.chunkBytes() == 0 ? AUTO : kib(layout.chunkBytes()));
    }
    settings.put("stripes", String.valueOf(layout.stripes()));
    if (layout.stripes() > 1) {
      settings.put("stripe_size", kib(layout.stripeBytes()));
    }
    settings.put("lvm_cache", layout.cache().word());
    if (layout.cache().isOn()) {
      settings.put("lvm_cache_size", (layout.cacheBytes() >> 20) + "MiB");
    }
    settings.putAll(Settings.of(disk));
    return settings;
  }

  private static String kib(long bytes) {
    return (bytes >> 10) + "KiB";
  }

  private String value(String key) {
    for (BackendKind.Option option : LIST) {
      if (option.key().equals(key)) {
        return options.getOrDefault(key, option.defaultWord());
      }
    }
    throw new IllegalArgumentException("no value for " + key);
  }

  private long bytes(String key, long auto) {
    String word = value(key);
    if (word.equals(AUTO)) {
      return auto;
    }
    long number = Long.parseLong(word.replaceAll("[A-Za-z]+", ""));
    return number << (word.endsWith("GiB") ? 30 : word.endsWith("MiB") ? 20 : 10);
  }

  /** Words of lvcreate(8) for the stripes; none for one device, which is LVM's default. */
  static List<String> striping(LogicalLayout layout) {
    List<String> words = new ArrayList<>();
    if (layout.stripes() > 1) {
      words.addAll(List.of("--stripes", String.valueOf(layout.stripes())));
      words.addAll(List.of("--stripesize", layout.stripeBytes() + "b"));
    }
    return words;
  }
}
