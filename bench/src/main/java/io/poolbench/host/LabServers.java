package io.poolbench.host;

import java.nio.file.Files;
import java.nio.file.Path;

/** The servers of the lab that this is; none anywhere else. */
final class LabServers {
  /** A file for each that is up, made by the lab's start. */
  private static final Path UP = Path.of("/run/poolbench-services");

  private LabServers() {}

  static boolean offers(String service) {
    return Place.here() == Place.LAB && Files.exists(UP.resolve(service));
  }
}
