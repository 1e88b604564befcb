package io.poolbench.backend;

import java.nio.file.Path;

/** Something a backend needs of the machine. */
public sealed interface Requirement {
  /** A program on the PATH, and the Debian package that has it. */
  record Tool(String program, String debianPackage) implements Requirement {}

  /** A module of the running kernel, loaded, built in or to be loaded. */
  record KernelModule(String name) implements Requirement {}

  /** udev, which names devices as they appear. */
  record Udev(String reason) implements Requirement {}

  /**
   * One of the lab's own servers, which run nowhere else.
   *
   * @param service its word: {@code nfs}, {@code cifs}, {@code gluster}, {@code iscsi}
   * @param instead what to do where there is no lab
   */
  record LabServer(String service, String instead) implements Requirement {}

  /**
   * The lab, where nobody's devices can be affected.
   *
   * @param reason what is done there alone
   * @param instead what to do where there is no lab
   */
  record Lab(String reason, String instead) implements Requirement {}

  /**
   * A kernel that tells a thread's processor time finely, as the lab's does not.
   *
   * @param reason what is too coarse for it there
   * @param instead what to do where there is only a lab
   */
  record ProcessorTime(String reason, String instead) implements Requirement {}

  /**
   * A file that only its owner may read.
   *
   * @param content what is in it, in words
   */
  record SecretFile(Path path, String content) implements Requirement {}

  /** A filesystem that the running kernel can mount. */
  record KernelFilesystem(String name) implements Requirement {}

  /** A kind of storage pool that libvirt can make. */
  record PoolType(String type) implements Requirement {}

  /** A block driver of QEMU, which may be a module, and the Debian package that has it. */
  record QemuDriver(String name, String debianPackage) implements Requirement {}

  /** Root, or the privilege to make loop devices and mounts. */
  record Root(String reason) implements Requirement {}
}
