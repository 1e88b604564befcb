package io.poolbench.substrate;

import java.nio.file.Path;
import java.util.Map;

/** A block device on which backends are built in turn. */
public interface Substrate {
  /** The device's node, such as {@code /dev/loop0}. */
  Path device();

  /** What it is, in words, by name of the fact, for disclosure. */
  Map<String, String> facts();

  /** Removes every signature and partition, so that the next backend starts from nothing. */
  void wipe() throws InterruptedException;
}
