package io.poolbench.lab;

import java.util.List;

/**
 * Packages of the lab's services are neither installed nor fetched, and cannot be fetched; the
 * message says which, why, and what to do. Nothing was made.
 */
public final class MissingPackagesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingPackagesException(List<String> packages, String why) {
    super(
        "the lab's services need packages that are neither installed here nor fetched: "
            + String.join(" ", packages)
            + "\n  "
            + why.strip().replace("\n", "\n  ")
            + "\nto have them fetched, and not installed: a network, and perhaps: sudo apt-get"
            + " update\nto install them, whose servers then start on this machine: sudo apt-get"
            + " install --no-install-recommends "
            + String.join(" ", packages));
  }
}
