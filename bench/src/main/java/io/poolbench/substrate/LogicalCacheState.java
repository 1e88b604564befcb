package io.poolbench.substrate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lvs(8) tells of the cache before a volume; texts that it does not give are empty.
 *
 * @param mode dm-cache's
 * @param counters of dm-cache: blocks in all, used and dirty, then hits and misses of reads and of
 *     writes
 * @param writes of dm-writecache: blocks in all, free ones, and the size of one
 */
record LogicalCacheState(String mode, List<String> counters, List<String> writes) {
  static final String FIELDS =
      "cache_mode,cache_total_blocks,cache_used_blocks,cache_dirty_blocks,cache_read_hits,"
          + "cache_read_misses,cache_write_hits,cache_write_misses,writecache_total_blocks,"
          + "writecache_free_blocks,writecache_block_size";
  static final int COUNT = FIELDS.split(",").length;
  private static final int COUNTERS = 7;

  LogicalCacheState {
    counters = List.copyOf(counters);
    writes = List.copyOf(writes);
  }

  /** Reads as many texts as there are fields. */
  static LogicalCacheState of(List<String> texts) {
    return new LogicalCacheState(
        texts.get(0), texts.subList(1, 1 + COUNTERS), texts.subList(1 + COUNTERS, COUNT));
  }

  /** Whether the volume of this type has a cache before it. */
  static boolean isOfType(String type) {
    return type.equals("cache") || type.equals("writecache");
  }

  /** The cache in a scenario's word. */
  String word(String type) {
    return type.equals("cache") ? mode : isOfType(type) ? type : "off";
  }

  /** How full it is, and how often it served, by name of the fact. */
  Map<String, String> fill(String type, String when) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (type.equals("writecache")) {
      facts.put("LV cache free " + when, writes.get(1) + " of " + writes.get(0) + " blocks");
    } else if (type.equals("cache")) {
      facts.put("LV cache used " + when, counters.get(1) + " of " + counters.get(0) + " blocks");
      facts.put("LV cache dirty " + when, counters.get(2) + " blocks");
      facts.put("LV cache read hits " + when, hits(counters.get(3), counters.get(4)));
      facts.put("LV cache write hits " + when, hits(counters.get(5), counters.get(6)));
    }
    return facts;
  }

  private static String hits(String hits, String misses) {
    return hits + ", misses " + misses;
  }
}
