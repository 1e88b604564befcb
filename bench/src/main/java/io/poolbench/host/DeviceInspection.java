package io.poolbench.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of a device.
 *
 * @param name as it was given
 * @param identity empty when the name leads to no whole disk
 * @param findings everything that speaks against writing to it
 */
public record DeviceInspection(
    Path name, Optional<DeviceIdentity> identity, List<DeviceFinding> findings) {
  public DeviceInspection {
    findings = List.copyOf(findings);
  }

  /**
   * Why it must not be written to, each a sentence; empty when it may be.
   *
   * @param overwrite devices whose contents may be destroyed, each by the name this one was given
   *     by: all of the path, or its last part
   */
  public List<String> refusals(Set<String> overwrite) {
    boolean named =
        overwrite.contains(name.toString())
            || overwrite.contains(String.valueOf(name.getFileName()));
    return findings.stream()
        .filter(finding -> !(named && finding.kind().mayBeOverridden()))
        .map(DeviceFinding::sentence)
        .toList();
  }

  /** What would be overwritten, in words. */
  public List<String> contents() {
    return findings.stream()
        .filter(finding -> finding.kind().mayBeOverridden())
        .map(DeviceFinding::fact)
        .toList();
  }
}
