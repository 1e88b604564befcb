package io.poolbench.lab;

import java.util.List;
import java.util.Locale;

/** A storage service that a lab starts before its job. */
public enum LabService {
  /** Names below {@code /dev/disk}. */
  UDEV("udev"),
  /** The kernel's device mapper, and udev, without which lvm2 makes no volume here. */
  LVM("lvm2", "dmsetup", "thin-provisioning-tools", "udev"),
  /** A server and a client of versions 3 and 4.2, which exports nothing yet. */
  NFS("nfs-kernel-server", "nfs-common"),
  /** A server with two shares, and a client. */
  CIFS("samba", "cifs-utils"),
  /** glusterd without volumes, its client behind FUSE, and what libvirt and QEMU have for it. */
  GLUSTER(
      "glusterfs-server",
      "glusterfs-client",
      "libvirt-daemon-driver-storage-gluster",
      "qemu-block-extra"),
  /** A target daemon without targets, the kernel's and QEMU's initiators, and udev. */
  ISCSI(
      "tgt",
      "open-iscsi",
      "udev",
      "qemu-block-extra",
      "libvirt-daemon-driver-storage-iscsi-direct");

  private final List<String> packages;

  LabService(String... packages) {
    this.packages = List.of(packages);
  }

  /** As it is written on a command line, and named by its file in the lab once it is up. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a program of this Debian package is part of it. */
  public boolean brings(String debianPackage) {
    return packages.contains(debianPackage);
  }

  /** Debian's packages that it is made of. */
  List<String> packages() {
    return packages;
  }
}
