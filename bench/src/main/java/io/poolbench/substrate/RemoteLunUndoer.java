package io.poolbench.substrate;

import io.poolbench.host.DeviceFinding;
import io.poolbench.host.DeviceIdentity;
import io.poolbench.host.DeviceInspection;
import io.poolbench.host.DeviceLock;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.io.IOException;
import java.util.List;

/**
 * Blanks a LUN that QEMU alone reaches; the creation's id is its name. One that bears a signature,
 * which no run writes on it, is left.
 */
public final class RemoteLunUndoer implements Undoer {
  static final String KIND = "remote lun";
  static final String BYTES = "bytes";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws Exception {
    RemoteLun lun = RemoteLun.of(creation.details());
    long size = Long.parseLong(creation.details().getOrDefault(BYTES, "0"));
    DeviceIdentity made = lun.identity(size);
    if (DeviceLock.isHeldHere(made)) {
      undo(lun, size);
      return;
    }
    try (DeviceLock lock = DeviceLock.acquire(made, "cleanup")) {
      undo(lun, size);
    }
  }

  private static void undo(RemoteLun lun, long size) throws InterruptedException, IOException {
    DeviceInspection seen = RemoteGuard.inspect(lun, 0);
    List<String> reasons =
        seen.findings().stream()
            .filter(finding -> finding.kind() != DeviceFinding.Kind.DATA)
            .map(DeviceFinding::fact)
            .toList();
    if (!reasons.isEmpty()) {
      throw new IOException(
          String.join("; ", reasons) + "; it is left as it is: see to it, and repeat");
    }
    long found = seen.identity().orElseThrow().sizeBytes();
    if (found != size) {
      throw new IOException(
          "%s has %d bytes now, and had %d: it is another one, which is left as it is"
              .formatted(lun.name(), found, size));
    }
    RemoteGuard.blank(lun, size);
  }
}
