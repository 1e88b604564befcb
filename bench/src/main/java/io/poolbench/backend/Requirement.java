package io.poolbench.backend;

/** Something a backend needs of the machine. */
public sealed interface Requirement {
  /** A program on the PATH, and the Debian package that has it. */
  record Tool(String program, String debianPackage) implements Requirement {}

  /** A filesystem that the running kernel can mount. */
  record KernelFilesystem(String name) implements Requirement {}

  /** A kind of storage pool that libvirt can make. */
  record PoolType(String type) implements Requirement {}

  /** Root, or the privilege to make loop devices and mounts. */
  record Root(String reason) implements Requirement {}
}
