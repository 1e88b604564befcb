package io.poolbench.hostio;

/**
 * Offsets of one thread, multiples of the block size. Random ones are uniform over the span, by
 * xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled",
 * ACM TOMS 42, 2016): about 1 ns and no allocation, so that the choice is in no latency.
 */
final class Offsets {
  private static final long MULTIPLIER = 0x2545F4914F6CDD1DL;

  private final boolean random;
  private final int blockBytes;
  private final long firstBlock;
  private final long blocks;
  private long state;
  private long next;

  private Offsets(boolean random, int blockBytes, long firstBlock, long blocks, long seed) {
    this.random = random;
    this.blockBytes = blockBytes;
    this.firstBlock = firstBlock;
    this.blocks = blocks;
    // a state of 0 would stay there
    this.state = seed * 0x9E3779B97F4A7C15L | 1;
  }

  /** Of one of the request's threads, from 0; its seed is its own. */
  static Offsets of(Request request, int thread) {
    int blockBytes = request.job().blockBytes();
    long blocks = request.spanBytes() / blockBytes;
    long seed = request.job().seed() * 1_000_003 + thread;
    if (request.job().random()) {
      return new Offsets(true, blockBytes, 0, blocks, seed);
    }
    long part = blocks / request.job().threads();
    return new Offsets(false, blockBytes, part * thread, part, seed);
  }

  long next() {
    if (random) {
      // floor(r / 2^63 × blocks), without a division (Lemire 2019)
      return Math.multiplyHigh(bits() >>> 1, blocks << 1) * blockBytes;
    }
    long block = firstBlock + next;
    next = next + 1 == blocks ? 0 : next + 1;
    return block * blockBytes;
  }

  /** True in so many of 100 cases. */
  boolean chance(int percent) {
    return percent == 100 || percent > 0 && Math.multiplyHigh(bits() >>> 1, 200) < percent;
  }

  /** Uniform in (0, 1]. */
  double unit() {
    return ((bits() >>> 11) + 1) * 0x1.0p-53;
  }

  private long bits() {
    state ^= state >>> 12;
    state ^= state << 25;
    state ^= state >>> 27;
    return state * MULTIPLIER;
  }
}
