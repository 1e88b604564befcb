package io.poolbench.substrate;

import java.io.IOException;
import java.util.Map;

/** Where the bytes of every backend end: one device, or several that take turns. */
public interface Substrate {
  /** Where a trial's backend is built; the same device for all backends of a block. */
  Place place(int block, String backend);

  /** What it is, in words, by name of the fact, for disclosure. */
  Map<String, String> facts();

  /**
   * Removes every signature and partition, so that the next backend starts from nothing. A real
   * device is looked at again first.
   *
   * @throws io.poolbench.host.DeviceRefusedException when it is not the device any more that was
   *     named, or something else uses it; nothing was written then
   */
  void blank(Place place) throws InterruptedException, IOException;

  /** Remembers what a backend has made on a place, so that a later cleanup knows it again. */
  void remember(Place place) throws InterruptedException, IOException;
}
