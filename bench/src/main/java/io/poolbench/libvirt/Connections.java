package io.poolbench.libvirt;

import io.poolbench.lease.Creation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Connections by URI, made when first needed. */
public final class Connections implements AutoCloseable {
  private final Map<String, Hypervisor> open = new HashMap<>();
  private final Optional<String> instead;

  public Connections() {
    this(Optional.empty());
  }

  /**
   * @param instead of the URI that a journal names, such as one whose socket is gone
   */
  public Connections(Optional<String> instead) {
    this.instead = instead;
  }

  /**
   * The libvirt at a URI.
   *
   * @throws HypervisorException when it cannot be reached; the next call tries again
   */
  public synchronized Hypervisor to(String uri) {
    // kept also when it cannot be reached: one that hangs is waited for once, not at every call
    Hypervisor hypervisor = open.computeIfAbsent(uri, Hypervisor::at);
    hypervisor.open();
    return hypervisor;
  }

  Hypervisor to(Creation creation) {
    String uri = instead.orElse(creation.details().get("uri"));
    if (uri == null) {
      throw new HypervisorException("the journal names no connection for " + creation);
    }
    return to(uri);
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Hypervisor::close);
    open.clear();
  }
}
