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

  /** Below this its mkfs refuses. */
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
