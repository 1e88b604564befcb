package io.poolbench.substrate;

import java.io.IOException;
import java.util.Map;

/**
 * Where the bytes of every backend end: one device, or several that take turns or are one place.
 */
public interface Substrate {
  /** What a substrate says of devices that are used together. */
  String TOGETHER =
      "together: what is striped or cached on as many as it needs, all else on the first";

  /** Where a trial's backend is built; the same devices for all backends of a block. */
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
