package io.poolbench.libvirt;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;

/** Makes libvirt forget a secret; the creation's id is its usage. */
public final class SecretUndoer implements Undoer {
  static final String KIND = "secret";

  private final Connections connections;

  public SecretUndoer(Connections connections) {
    this.connections = connections;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) {
    connections.to(creation).undefineSecret(creation);
  }
}
