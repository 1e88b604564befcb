package io.poolbench.libvirt;

import io.poolbench.lease.Creation;
import java.util.HashMap;
import java.util.Map;

/** Connections by URI, made when first needed. */
public final class Connections implements AutoCloseable {
  private final Map<String, Hypervisor> open = new HashMap<>();

  public synchronized Hypervisor to(String uri) {
    return open.computeIfAbsent(uri, Hypervisor::connect);
  }

  Hypervisor to(Creation creation) {
    String uri = creation.details().get("uri");
    if (uri == null) {
      throw new HypervisorException("the journal names no connection for " + creation);
    }
    return to(uri);
  }

  @Override
  public synchronized void close() {
    for (Hypervisor hypervisor : open.values()) {
      try {
        hypervisor.close();
      } catch (HypervisorException e) {
        // a connection that libvirt's end has closed is closed; what was done is not undone by it
        continue;
      }
    }
    open.clear();
  }
}
