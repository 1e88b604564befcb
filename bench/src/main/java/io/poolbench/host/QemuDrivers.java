package io.poolbench.host;

import java.time.Duration;
import java.util.List;

/** QEMU's block drivers, some of which distributions keep in packages of their own. */
final class QemuDrivers {
  private QemuDrivers() {}

  /** Whether there is a driver: asked for without anything to open, it says what it lacks. */
  static boolean has(String driver) {
    try {
      Command.Result asked =
          Command.run(
              Duration.ofSeconds(20),
              List.of("qemu-img", "info", "--image-opts", "driver=" + driver));
      return !asked.errors().contains("Unknown driver");
    } catch (CommandException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
