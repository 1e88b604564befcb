package io.poolbench.cli;

import io.poolbench.host.Place;
import picocli.CommandLine.Option;

/** Where a command acts. */
final class PlaceOption {
  @Option(
      names = "--on",
      paramLabel = "PLACE",
      defaultValue = "local",
      description =
          "local, or lab: a disposable storage host in user space, which needs neither KVM nor"
              + " root (default: ${DEFAULT-VALUE}).")
  private Place place = Place.LOCAL;

  boolean isLab() {
    return place == Place.LAB;
  }
}
