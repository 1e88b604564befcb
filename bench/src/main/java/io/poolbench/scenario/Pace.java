package io.poolbench.scenario;

/**
 * How fast a machine gets through what is not measuring; for estimates only.
 *
 * @param bootSeconds from starting a guest to the first answer of its agent
 * @param fillBytesPerSecond rate at which a guest fills its disk
 * @param overheadSecondsPerTrial making, attaching, detaching and removing a volume
 * @param overheadSecondsPerWorkload starting fio, dropping caches and fetching its output
 */
public record Pace(
    double bootSeconds,
    double fillBytesPerSecond,
    double overheadSecondsPerTrial,
    double overheadSecondsPerWorkload) {
  public Pace {
    if (!(bootSeconds >= 0)
        || !(fillBytesPerSecond > 0)
        || !(overheadSecondsPerTrial >= 0)
        || !(overheadSecondsPerWorkload >= 0)) {
      throw new IllegalArgumentException("a pace has times of 0 or more and a rate above 0");
    }
  }

  /** Where guests are emulated (TCG): a little slower than was seen on two cores of a server. */
  public static Pace emulated() {
    return new Pace(6, 150e6, 1.2, 0.5);
  }

  /** In the user-space lab: as was seen on two cores of a server that had other work to do. */
  public static Pace lab() {
    return new Pace(20, 15e6, 6, 1.5);
  }

  /** Where guests run on KVM: a guess on the slow side. */
  public static Pace kvm() {
    return new Pace(3, 300e6, 1.5, 0.4);
  }
}
