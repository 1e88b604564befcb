package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.nio.file.Path;

/**
 * Detaches the loop device behind a file; the creation's id is the file. Not one that is part of a
 * volume group: whoever undoes groups has left it.
 */
public final class LoopUndoer implements Undoer {
  static final String KIND = "loop";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws Exception {
    for (Path device : LoopDevices.behind(Path.of(creation.id()))) {
      // a group that was left because others' devices are in it keeps nothing open by itself
      if (LvmLabel.isOn(device)) {
        throw new IllegalStateException(
            device
                + " belongs to a volume group that was left: see it with pvs, take the device out of"
                + " it (vgreduce), and repeat; when nothing of it matters: wipefs --all "
                + device);
      }
      Command.check("losetup", "--detach", device.toString());
    }
    // a device still open is only marked, and goes when the last one closes it
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (!LoopDevices.behind(Path.of(creation.id())).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            LoopDevices.behind(Path.of(creation.id())) + " is still in use");
      }
      Thread.sleep(20);
    }
  }
}
