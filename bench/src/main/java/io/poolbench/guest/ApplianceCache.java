package io.poolbench.guest;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where appliances are kept between runs.
 *
 * @param directory holds one directory per appliance, named by its key; created when needed
 */
public record ApplianceCache(Path directory) {

  public ApplianceCache {
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * The user's cache: {@code
   * ${POOLBENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/poolbench}/appliance} (XDG Base Directory
   * Specification; a relative XDG_CACHE_HOME is ignored, as it says).
   */
  public static ApplianceCache ofUser() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  static ApplianceCache of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("POOLBENCH_CACHE", "");
    if (!own.isEmpty()) {
      return new ApplianceCache(Path.of(own, "appliance"));
    }
    Path xdg = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    Path base = xdg.isAbsolute() ? xdg : home.resolve(".cache");
    return new ApplianceCache(base.resolve("poolbench").resolve("appliance"));
  }
}
