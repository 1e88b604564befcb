package io.poolbench.host;

import java.time.Duration;
import java.util.List;

/** Which servers' protocols the QEMU of this machine speaks by itself. */
final class QemuProtocols {
  private QemuProtocols() {}

  /**
   * Whether QEMU has a block driver for a protocol. Asked for an image without a name it contacts
   * nobody: it finds its driver and the name amiss, or no driver.
   */
  static boolean has(String protocol) {
    try {
      Command.Result asked =
          Command.run(Duration.ofSeconds(10), List.of("qemu-img", "info", protocol + "://"));
      return !asked.errors().contains("Unknown protocol");
    } catch (CommandException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
