package io.poolbench.backend;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings in a stable order, for disclosure. */
final class Settings {
  private Settings() {}

  /** The disk's settings after the given pairs of key and value. */
  static Map<String, String> of(DiskSpec disk, String... pairs) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    settings.put("cache", disk.cache().word());
    settings.put("io", disk.io().word());
    settings.put("discard", disk.discard().word());
    settings.put("detect_zeroes", disk.detectZeroes().word());
    settings.put("iothread", disk.iothread() ? "on" : "off");
    return settings;
  }
}
