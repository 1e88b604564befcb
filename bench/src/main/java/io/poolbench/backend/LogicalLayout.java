package io.poolbench.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a volume group holds for a disk, and how much of it that takes, so that neither a snapshot's
 * store nor a thin pool can ever run full.
 *
 * @param diskBytes what the guest sees
 * @param snapshot whether a second copy of every byte must find room
 * @param chunkBytes what is copied and mapped at once; 0 where LVM chooses
 * @param stripes over how many devices the data is spread
 * @param stripeBytes how much goes to one device before the next one's turn comes
 * @param cacheBytes on the device after the data's; 0 without a cache
 */
record LogicalLayout(
    long diskBytes,
    boolean thin,
    boolean snapshot,
    long chunkBytes,
    int stripes,
    long stripeBytes,
    LogicalCache cache,
    long cacheBytes) {
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

  /** On one device, without a cache. */
  LogicalLayout(long diskBytes, boolean thin, boolean snapshot, long chunkBytes) {
    this(diskBytes, thin, snapshot, chunkBytes, 1, 0, LogicalCache.OFF, 0);
  }

  /** Whether programs of LVM have to make the volume, since libvirt's XML cannot tell of it. */
  boolean isPlain() {
    return !thin && stripes == 1 && !cache.isOn();
  }

  /** The volume, to the next extent of each device. */
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
    long needed = ceil(ceil(poolBytes(), chunk) * MAPPING_BYTES, EXTENT_BYTES) * EXTENT_BYTES;
    // where LVM chooses, it is to choose as it does when it is told no size
    return chunkBytes == 0 ? Math.min(needed, USUAL_METADATA_BYTES) : needed;
  }

  /** What each of the data's devices must hold. */
  long substrateBytes() {
    long volumes =
        thin
            // on whichever device; LVM keeps as much again to repair a pool's metadata into
            ? poolBytes() / stripes + 2 * metadataBytes()
            : (volumeBytes() + (snapshot ? snapshotBytes() : 0)) / stripes;
    return DATA_START_BYTES + volumes + EXTENT_BYTES;
  }

  /** What devices beside the first must hold: those of the data, then the cache's. */
  List<Long> furtherBytes() {
    List<Long> further = new ArrayList<>(Collections.nCopies(stripes - 1, substrateBytes()));
    if (cache.isOn()) {
      further.add(DATA_START_BYTES + cacheBytes + EXTENT_BYTES);
    }
    return List.copyOf(further);
  }

  /** To the next extent of each device. */
  private long extents(long bytes) {
    long row = stripes * EXTENT_BYTES;
    return ceil(bytes, row) * row;
  }

  private static long ceil(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
