package io.poolbench.backend;

import java.util.Optional;

/**
 * An iSCSI target that a pool logs in to.
 *
 * @param target its name (IQN, EUI or NAA)
 * @param portal host and port, such as {@code 127.0.0.1:3260}
 * @param chap what the target asks for, made known to libvirt as a secret whose usage is the pool's
 *     name; nothing when empty
 * @param byKernel whether the kernel logs in for the pool, and a LUN becomes a device; else libvirt
 *     and QEMU do, each for itself and each time that they look
 */
public record Login(String target, String portal, Optional<Chap> chap, boolean byKernel) {
  Login(String target, String portal, Optional<Chap> chap) {
    this(target, portal, chap, true);
  }
}
