package io.poolbench.cli;

import io.poolbench.host.DeviceGuard;
import io.poolbench.lease.Undoers;
import io.poolbench.libvirt.Connections;
import io.poolbench.libvirt.DomainUndoer;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.libvirt.HypervisorException;
import io.poolbench.libvirt.PoolUndoer;
import io.poolbench.libvirt.SecretUndoer;
import io.poolbench.libvirt.VolumeUndoer;
import io.poolbench.run.UnmetRequirements;
import io.poolbench.substrate.DeviceUndoer;
import io.poolbench.substrate.ExportUndoer;
import io.poolbench.substrate.FileOnServer;
import io.poolbench.substrate.FolderUndoer;
import io.poolbench.substrate.GlusterVolumeUndoer;
import io.poolbench.substrate.IscsiSessionUndoer;
import io.poolbench.substrate.IscsiTargetUndoer;
import io.poolbench.substrate.LoopUndoer;
import io.poolbench.substrate.MountUndoer;
import io.poolbench.substrate.MultipathMapUndoer;
import io.poolbench.substrate.RemoteLunUndoer;
import io.poolbench.substrate.ScsiDebugUndoer;
import io.poolbench.substrate.ShareUndoer;
import io.poolbench.substrate.TargetPortalUndoer;
import io.poolbench.substrate.VolumeGroupUndoer;
import java.util.List;
import java.util.Optional;

/** The parts that every command which touches the machine needs. */
final class Wiring implements AutoCloseable {
  private final Connections connections;
  private final Undoers undoers;

  Wiring() {
    this(Optional.empty());
  }

  /**
   * @param instead connection to undo through, instead of the one that a journal names
   */
  Wiring(Optional<String> instead) {
    connections = new Connections(instead);
    undoers =
        new Undoers(
            List.of(
                new DomainUndoer(connections),
                new PoolUndoer(connections),
                new SecretUndoer(connections),
                new IscsiSessionUndoer(),
                new IscsiTargetUndoer(),
                new ScsiDebugUndoer(),
                new TargetPortalUndoer(),
                new MultipathMapUndoer(),
                new RemoteLunUndoer(),
                new VolumeGroupUndoer(),
                new VolumeUndoer(connections, FileOnServer::delete),
                new ExportUndoer(),
                new ShareUndoer(),
                new GlusterVolumeUndoer(),
                new MountUndoer(),
                new DeviceUndoer(new DeviceGuard()),
                new LoopUndoer(),
                new FolderUndoer()));
  }

  Undoers undoers() {
    return undoers;
  }

  /**
   * Connects to libvirt.
   *
   * @throws UnmetRequirements when it cannot be reached
   */
  Hypervisor hypervisor(String uri) {
    try {
      return connections.to(uri);
    } catch (HypervisorException e) {
      throw new UnmetRequirements(
          List.of(
              e.getMessage()
                  + "\nIs libvirt installed and running? './poolbench quickstart' sets it up; with"
                  + " systemd: 'systemctl start libvirtd'."));
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
