package io.poolbench.backend;

/**
 * The disk under test. The size is what the guest sees; cache and io are host-side driver
 * attributes, declared per backend and recorded as they took effect.
 *
 * @param sizeBytes a multiple of 1 MiB
 */
public record DiskSpec(long sizeBytes, Cache cache, IoMode io) {
  /**
   * libvirt's cache modes that bypass the host's page cache (libvirt formatdomain, disk driver).
   */
  public enum Cache {
    NONE("none"),
    DIRECTSYNC("directsync");

    private final String word;

    Cache(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** libvirt's io modes: how QEMU issues host I/O. */
  public enum IoMode {
    NATIVE("native"),
    THREADS("threads"),
    IO_URING("io_uring");

    private final String word;

    IoMode(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static final long GRANULARITY_BYTES = 1L << 20;

  public DiskSpec {
    if (sizeBytes < GRANULARITY_BYTES || sizeBytes % GRANULARITY_BYTES != 0) {
      throw new IllegalArgumentException(
          "size must be a multiple of 1MiB, not " + sizeBytes + " B");
    }
  }

  public DiskSpec with(Cache newCache, IoMode newIo) {
    return new DiskSpec(sizeBytes, newCache, newIo);
  }
}
