package io.poolbench.result;

import java.util.Map;

/**
 * Facts of the machine that bear on its figures, in the order they are shown: processor, memory,
 * kernel, governor, mitigations, versions of QEMU, libvirt, fio and the JDK, and so on. A fact that
 * could not be read has the value {@code unknown}.
 */
public record HostFingerprint(Map<String, String> facts) {
  /** Name of the fact that is the load average when the run began. */
  public static final String LOAD = "load at start";
}
