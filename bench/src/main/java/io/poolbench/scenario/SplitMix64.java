package io.poolbench.scenario;

/**
 * SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 * Own code, because a seed has to give the same order of trials for ever, and no JDK promises that
 * of its generators' derived methods.
 */
final class SplitMix64 {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix64(long seed) {
    this.state = seed;
  }

  long next() {
    state += GAMMA;
    return mix(state);
  }

  /** Uniform in 0 (inclusive) to {@code bound} (exclusive), by rejection. */
  int below(int bound) {
    long limit = Long.MAX_VALUE / bound * bound;
    long bits = next() >>> 1;
    while (bits >= limit) {
      bits = next() >>> 1;
    }
    return (int) (bits % bound);
  }

  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
