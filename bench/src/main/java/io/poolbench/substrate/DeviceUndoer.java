package io.poolbench.substrate;

import io.poolbench.host.DeviceFinding;
import io.poolbench.host.DeviceGuard;
import io.poolbench.host.DeviceIdentity;
import io.poolbench.host.DeviceInspection;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes what a run left off a real device; the creation's id is the device's stable name. Writes
 * only when it is the very device, nobody uses it, and every signature on it is one the run had
 * noted: what somebody else has put there since is left alone.
 */
public final class DeviceUndoer implements Undoer {
  static final String KIND = "device";

  private static final String NOTED = "content ";

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
    Map<String, String> details = new java.util.TreeMap<>();
    int number = 0;
    for (DeviceFinding finding : findings) {
      if (finding.kind() == DeviceFinding.Kind.SIGNATURE) {
        details.put(NOTED + ++number, finding.sentence());
      }
    }
    return details;
  }

  @Override
  public void undo(Creation creation) throws IOException, InterruptedException {
    Path name = Path.of(creation.id());
    DeviceInspection inspection = guard.inspect(name, 0);
    DeviceIdentity found =
        inspection
            .identity()
            .orElseThrow(
                () ->
                    new IOException(
                        "the device is not there: attach it and repeat, or wipe it where it is"));
    List<String> differences = found.differencesFrom(DeviceIdentity.of(creation.details()));
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
    Set<String> noted =
        Set.copyOf(
            creation.details().entrySet().stream()
                .filter(e -> e.getKey().startsWith(NOTED))
                .map(Map.Entry::getValue)
                .toList());
    for (String foreign : noted(inspection.findings()).values()) {
      if (!noted.contains(foreign)) {
        throw new IOException(
            "it bears what the run had not noted, so it is left as it is ("
                + foreign
                + "); when it is the run's: wipefs --all "
                + name);
      }
    }
    BlankDevice.wipe(found.node());
    BlankDevice.zeroEdges(found.node());
  }
}
