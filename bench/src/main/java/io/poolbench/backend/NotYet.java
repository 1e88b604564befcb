package io.poolbench.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of storage that people know from libvirt and QEMU, and that this version does not
 * provision.
 *
 * @param kind its word in a scenario, once it is there
 * @param summary what it is
 * @param instead what comes nearest to it, as an advice
 */
public record NotYet(String kind, String summary, String instead) {
  /** All of them; one line goes as a kind comes. */
  public static final List<NotYet> KINDS =
      List.of(
          new NotYet(
              "rbd",
              "an image in a Ceph cluster",
              "use kind: netfs or iscsi for storage on the network"),
          new NotYet(
              "zfs",
              "a volume of a ZFS pool",
              "use kind: logical for volumes, or filesystem: btrfs for copy on write with checksums"),
          new NotYet(
              "nvme",
              "an NVMe controller passed through to the guest",
              "name the disk in substrate and use kind: block"));

  /** Why each of their words cannot be had, for messages. */
  public static Map<String, String> refusals() {
    Map<String, String> refusals = new LinkedHashMap<>();
    KINDS.forEach(k -> refusals.put(k.kind, "is not in this version yet: " + k.instead));
    return refusals;
  }
}
