package io.poolbench.libvirt;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A pool in which libvirt still makes a volume. It goes on with that when whoever asked was killed,
 * and refuses to refresh or end the pool meanwhile.
 */
final class BusyPool {
  /** libvirt has no error code of its own for it (virStoragePoolObjGetAsyncjobs, 9.0). */
  private static final String REFUSAL = "has asynchronous jobs running";

  private BusyPool() {}

  /**
   * Calls until libvirt does not refuse for that reason any more.
   *
   * @param longest after which the refusal is passed on
   */
  static <T> T whenIdle(Duration longest, Supplier<T> call) {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      try {
        return call.get();
      } catch (HypervisorException e) {
        if (!String.valueOf(e.getMessage()).contains(REFUSAL) || System.nanoTime() > end) {
          throw e;
        }
        LibvirtThreads.pause();
      }
    }
  }
}
