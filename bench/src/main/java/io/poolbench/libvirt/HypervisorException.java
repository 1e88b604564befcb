package io.poolbench.libvirt;

/** libvirt or QEMU refused or hung; the message has libvirt's own words. */
public final class HypervisorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HypervisorException(String message) {
    super(message);
  }

  HypervisorException(String message, Throwable cause) {
    super(message, cause);
  }
}
