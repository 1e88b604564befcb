package io.poolbench.backend;

/**
 * The disk under test. The size is what the guest sees; all else is set on the host's side,
 * declared per backend and recorded as it took effect.
 *
 * @param sizeBytes a multiple of 1 MiB
 * @param discard what becomes of the guest's discards
 * @param detectZeroes what becomes of zeroes that the guest writes
 * @param iothread whether the disk is served by a thread of its own instead of QEMU's main loop
 */
public record DiskSpec(
    long sizeBytes,
    Cache cache,
    IoMode io,
    Discard discard,
    DetectZeroes detectZeroes,
    boolean iothread) {
  /** libvirt's cache modes (libvirt formatdomain, disk driver). */
  public enum Cache {
    NONE("none", false),
    WRITEBACK("writeback", true),
    WRITETHROUGH("writethrough", true),
    DIRECTSYNC("directsync", false),
    /** As writeback, and the guest's flushes are dropped. */
    UNSAFE("unsafe", true);

    private final String word;
    private final boolean usesPageCache;

    Cache(String word, boolean usesPageCache) {
      this.word = word;
      this.usesPageCache = usesPageCache;
    }

    public String word() {
      return word;
    }

    /** Whether the host's page cache is between QEMU and the storage. */
    public boolean usesPageCache() {
      return usesPageCache;
    }

    /** How host I/O is issued where nothing is said: native wants the page cache bypassed. */
    public IoMode usualIo() {
      return usesPageCache ? IoMode.THREADS : IoMode.NATIVE;
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

  /** libvirt's discard modes. */
  public enum Discard {
    IGNORE("ignore"),
    UNMAP("unmap");

    private final String word;

    Discard(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** libvirt's modes of zero detection. */
  public enum DetectZeroes {
    OFF("off"),
    ON("on"),
    UNMAP("unmap");

    private final String word;

    DetectZeroes(String word) {
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

  /** A disk that ignores discards, looks for no zeroes and is served by QEMU's main loop. */
  public DiskSpec(long sizeBytes, Cache cache, IoMode io) {
    this(sizeBytes, cache, io, Discard.IGNORE, DetectZeroes.OFF, false);
  }

  public DiskSpec with(Cache newCache, IoMode newIo) {
    return new DiskSpec(sizeBytes, newCache, newIo, discard, detectZeroes, iothread);
  }

  public DiskSpec with(Discard newDiscard, DetectZeroes newDetectZeroes) {
    return new DiskSpec(sizeBytes, cache, io, newDiscard, newDetectZeroes, iothread);
  }

  public DiskSpec withIothread(boolean own) {
    return new DiskSpec(sizeBytes, cache, io, discard, detectZeroes, own);
  }
}
