package io.poolbench.backend;

import java.util.Optional;

/**
 * A libvirt storage pool to create.
 *
 * @param xml libvirt's storage pool XML
 * @param overwrite whether creating it writes a partition table or a volume group on the device
 * @param login the target that starting it logs in to, and ending it out of
 */
public record PoolSpec(
    String name, String type, String xml, boolean overwrite, Optional<Login> login) {
  PoolSpec(String name, String type, String xml, boolean overwrite) {
    this(name, type, xml, overwrite, Optional.empty());
  }
}
