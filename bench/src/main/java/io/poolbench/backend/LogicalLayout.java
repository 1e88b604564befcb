package io.poolbench.backend;

/**
 * How much of a volume group a disk takes, so that neither a snapshot's store nor a thin pool can
 * ever run full.
 *
 * @param diskBytes what the guest sees
 * @param snapshot whether a second copy of every byte must find room
 * @param chunkBytes what is copied and mapped at once; 0 where LVM chooses
 */
record LogicalLayout(long diskBytes, boolean thin, boolean snapshot, long chunkBytes) {
  /** LVM's default extent (vgcreate(8)), of which every volume is a multiple. */
  static final long EXTENT_BYTES = 4L << 20;

  /** The kernel's limit of a thin pool's metadata, rounded down (lvmthin(7)). */
  static final long MOST_METADATA_BYTES = 15L << 30;

  /** LVM's default chunk of a snapshot's store (lvcreate(8)). */
  static final long SNAPSHOT_CHUNK_BYTES = 4L << 10;

  /** The least chunk of a thin pool, and its default up to 128 GiB (lvmthin(7)). */
  private static final long POOL_CHUNK_BYTES = 64L << 10;

  /** Above this LVM chooses a larger chunk instead (lvmthin(7)). */
  private static final long USUAL_METADATA_BYTES = 128L << 20;

  /** What LVM reckons for a mapping in a pool's metadata (lvmthin(7)). */
  private static final long MAPPING_BYTES = 64;

  /** An entry of a snapshot's table: old chunk and new one (kernel, dm-snap-persistent.c). */
  private static final long EXCEPTION_BYTES = 16;

  /** Where a physical volume's data begins (LVM, default_data_alignment). */
  private static final long DATA_START_BYTES = 1L << 20;

  /** The volume, to the next extent. */
  long volumeBytes() {
    return extents(diskBytes);
  }

  /** The store of a classic snapshot: every chunk of the volume, the tables and a header. */
  long snapshotBytes() {
    long chunk = chunkBytes == 0 ? SNAPSHOT_CHUNK_BYTES : chunkBytes;
    long chunks = ceil(volumeBytes(), chunk);
    // the last table may be empty, and the header takes a chunk
    long tables = chunks / (chunk / EXCEPTION_BYTES) + 1;
    return extents((1 + tables + chunks) * chunk);
  }

  /** A thin pool's data. */
  long poolBytes() {
    return snapshot ? 2 * volumeBytes() : volumeBytes();
  }

  /** A thin pool's metadata. */
  long metadataBytes() {
    long chunk = chunkBytes == 0 ? POOL_CHUNK_BYTES : chunkBytes;
    long needed = extents(ceil(poolBytes(), chunk) * MAPPING_BYTES);
    // where LVM chooses, it is to choose as it does when it is told no size
    return chunkBytes == 0 ? Math.min(needed, USUAL_METADATA_BYTES) : needed;
  }

  long substrateBytes() {
    long volumes =
        thin
            // LVM keeps as much again to repair a pool's metadata into
            ? poolBytes() + 2 * metadataBytes()
            : volumeBytes() + (snapshot ? snapshotBytes() : 0);
    return DATA_START_BYTES + volumes + EXTENT_BYTES;
  }

  private static long extents(long bytes) {
    return ceil(bytes, EXTENT_BYTES) * EXTENT_BYTES;
  }

  private static long ceil(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
