package io.poolbench.libvirt;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;

/** Ends a guest; the creation's id is its name. */
public final class DomainUndoer implements Undoer {
  static final String KIND = "domain";

  private final Connections connections;

  public DomainUndoer(Connections connections) {
    this.connections = connections;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) {
    connections.to(creation).destroyDomain(creation);
  }
}
