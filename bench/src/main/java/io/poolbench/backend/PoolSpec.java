package io.poolbench.backend;

/**
 * A libvirt storage pool to create.
 *
 * @param xml libvirt's storage pool XML
 * @param overwrite whether creating it writes a partition table on the device
 */
public record PoolSpec(String name, String type, String xml, boolean overwrite) {}
