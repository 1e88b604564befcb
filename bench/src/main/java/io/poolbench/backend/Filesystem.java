package io.poolbench.backend;

import java.util.List;

/** A local filesystem that can lie between an image and the device. */
public enum Filesystem {
  EXT4("ext4", "mkfs.ext4", "e2fsprogs", 64L << 20) {
    @Override
    public List<String> mkfs(String device, long sizeBytes) {
      // 4 KiB blocks stated: below 512 MiB mkfs.ext4 takes 1 KiB (mke2fs.conf, "small"), which
      // splits the guest's 4 KiB over four of them
      return List.of(
          "mkfs.ext4",
          "-q",
          "-F",
          "-b",
          "4096",
          "-E",
          "lazy_itable_init=0,lazy_journal_init=0,nodiscard",
          device,
          (sizeBytes >> 10) + "k");
    }
  },
  XFS("xfs", "mkfs.xfs", "xfsprogs", 300L << 20) {
    @Override
    public List<String> mkfs(String device, long sizeBytes) {
      return List.of("mkfs.xfs", "-q", "-f", "-K", "-d", "size=" + sizeBytes, device);
    }
  },
  BTRFS("btrfs", "mkfs.btrfs", "btrfs-progs", 256L << 20) {
    @Override
    public List<String> mkfs(String device, long sizeBytes) {
      // the profiles stated: mkfs.btrfs before 5.15 kept one copy of the metadata on an SSD
      return List.of(
          "mkfs.btrfs",
          "-q",
          "-f",
          "-K",
          "-s",
          "4096",
          "-d",
          "single",
          "-m",
          "dup",
          "-b",
          String.valueOf(sizeBytes),
          device);
    }

    @Override
    public String poolFormat() {
      // libvirt has no word for it; mount(8) finds out
      return "auto";
    }

    @Override
    public List<String> mountOptions() {
      // else it discards in the background whatever was overwritten, which would take the
      // prewritten blocks of a loop file away during the trial (btrfs(5), discard)
      return List.of("nodiscard");
    }

    /**
     * An extent stays whole until all of it is overwritten, so random writes can make the file take
     * twice its size (btrfs(5)); an extent's items and checksums are at most a tenth of what a
     * block of 4 KiB is, and there are two copies of them.
     */
    @Override
    public long deviceBytes(long imageBytes) {
      return 2 * imageBytes + imageBytes / 4 + minimumBytes();
    }
  };

  private final String word;
  private final String tool;
  private final String debianPackage;
  private final long minimumBytes;

  Filesystem(String word, String tool, String debianPackage, long minimumBytes) {
    this.word = word;
    this.tool = tool;
    this.debianPackage = debianPackage;
    this.minimumBytes = minimumBytes;
  }

  /**
   * The command line that formats the first bytes of {@code device} with nothing left to initialise
   * later.
   *
   * @param sizeBytes the filesystem's size, a multiple of 1 MiB; the device may be larger
   */
  public abstract List<String> mkfs(String device, long sizeBytes);

  /** Its name to the kernel, to libvirt and in a scenario. */
  public String word() {
    return word;
  }

  public String tool() {
    return tool;
  }

  public String debianPackage() {
    return debianPackage;
  }

  /** libvirt's word for it as the format of a pool. */
  public String poolFormat() {
    return word;
  }

  /** Options that it is mounted with, beside those of every mount. */
  public List<String> mountOptions() {
    return List.of();
  }

  /** Below this its mkfs refuses, or leaves no room. */
  public long minimumBytes() {
    return minimumBytes;
  }

  /**
   * Bytes of device needed to hold one image of {@code imageBytes}: metadata and journal on top.
   */
  public long deviceBytes(long imageBytes) {
    return Math.max(minimumBytes, imageBytes + imageBytes / 20 + (160L << 20));
  }
}
