package io.poolbench.substrate;

import io.poolbench.host.DeviceFinding;
import io.poolbench.host.DeviceGuard;
import io.poolbench.host.DeviceIdentity;
import io.poolbench.host.DeviceInspection;
import io.poolbench.host.DeviceLock;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes what a run left off a real device; the creation's id is the device's stable name. Writes
 * only when it is the very device, no other run has it, nobody uses it, and every signature on it
 * is one the run had noted: what somebody else has put there since is left alone.
 */
public final class DeviceUndoer implements Undoer {
  static final String KIND = "device";

  private static final String NOTED = "contents";

  /** wipefs(8), type. */
  private static final String LVM = "LVM2_member";

  private final DeviceGuard guard;

  public DeviceUndoer(DeviceGuard guard) {
    this.guard = guard;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** The details that a later {@link #undo} knows a run's own content by. */
  static Map<String, String> noted(List<DeviceFinding> findings) {
    // LVM's label goes with the run's volume group; one that is still there is of a group that was
    // left, because others' devices are in it
    List<String> own = signatures(findings).stream().filter(fact -> !fact.contains(LVM)).toList();
    return Map.of(NOTED, String.join("\n", own));
  }

  private static List<String> signatures(List<DeviceFinding> findings) {
    return findings.stream()
        .filter(finding -> finding.kind() == DeviceFinding.Kind.CONTENTS)
        .map(DeviceFinding::fact)
        .toList();
  }

  @Override
  public void undo(Creation creation) throws IOException, InterruptedException {
    Path name = Path.of(creation.id());
    DeviceIdentity made = DeviceIdentity.of(creation.details());
    if (DeviceLock.isHeldHere(made)) {
      undo(name, made, creation.details().getOrDefault(NOTED, ""));
      return;
    }
    try (DeviceLock lock = DeviceLock.acquire(made, "cleanup")) {
      undo(name, made, creation.details().getOrDefault(NOTED, ""));
    }
  }

  private void undo(Path name, DeviceIdentity made, String noted)
      throws IOException, InterruptedException {
    DeviceInspection inspection = guard.inspect(name, 0);
    DeviceIdentity found =
        inspection
            .identity()
            .orElseThrow(
                () ->
                    new IOException(
                        "the device is not there: attach it and repeat, or wipe it where it is"));
    List<String> differences =
        found.serial().isEmpty() && found.wwn().isEmpty()
            ? found.differencesFrom(made)
            : found.lastingDifferencesFrom(made);
    if (!differences.isEmpty()) {
      throw new IOException(
          "the name leads to another device now ("
              + String.join("; ", differences)
              + "), which is left as it is");
    }
    List<String> inUse = inspection.refusals(Set.of(name.toString()));
    if (!inUse.isEmpty()) {
      throw new IOException(String.join("; ", inUse));
    }
    List<String> own = List.of(noted.split("\n"));
    for (String signature : signatures(inspection.findings())) {
      if (!own.contains(signature)) {
        throw new IOException(
            signature
                + ", which the run had not noted, so it is left as it is; when it is the run's:"
                + " wipefs --all "
                + name);
      }
    }
    BlankDevice.wipe(found.node());
    BlankDevice.zeroEdges(found.node());
  }
}
