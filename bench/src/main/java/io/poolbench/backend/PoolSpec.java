package io.poolbench.backend;

import java.util.Optional;

/**
 * A libvirt storage pool to create.
 *
 * @param xml libvirt's storage pool XML
 * @param overwrite whether creating it writes a partition table or a volume group on the device
 * @param chap what the server asks for, made known to libvirt as a secret whose usage is the
 *     target's name
 */
public record PoolSpec(
    String name, String type, String xml, boolean overwrite, Optional<Chap> chap) {
  PoolSpec(String name, String type, String xml, boolean overwrite) {
    this(name, type, xml, overwrite, Optional.empty());
  }
}
