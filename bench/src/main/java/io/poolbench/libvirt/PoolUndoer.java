package io.poolbench.libvirt;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;

/** Ends a transient pool; the creation's id is its name. */
public final class PoolUndoer implements Undoer {
  static final String KIND = "pool";

  private final Connections connections;

  public PoolUndoer(Connections connections) {
    this.connections = connections;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) {
    connections.to(creation).destroyPool(creation);
  }
}
