package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a device or a copy of one bears: signatures, or else data at its ends. */
public final class Contents {
  private Contents() {}

  /**
   * Looks, and changes nothing.
   *
   * @param remedy what to do about contents
   */
  public static List<DeviceFinding> of(Path node, long sizeBytes, String remedy)
      throws InterruptedException {
    List<DeviceFinding> findings = new ArrayList<>(Signatures.find(node, remedy));
    addUnexplained(findings, node, sizeBytes, remedy);
    return findings;
  }

  /** Adds what is not zero, unless something found explains it. */
  static void addUnexplained(List<DeviceFinding> findings, Path node, long sizeBytes, String remedy)
      throws InterruptedException {
    // where a signature explains what is not zero, only that both ends can be read is news
    boolean unexplained = findings.isEmpty();
    Blankness.find(node, sizeBytes, remedy)
        .filter(finding -> unexplained || finding.kind() == Kind.UNREADABLE)
        .ifPresent(findings::add);
  }
}
