package io.poolbench.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a lab got, told by files in its shared folder, and how long it may take to get further.
 */
enum Stage {
  /** Its kernel starts, its root is made writable, its disk is made. */
  START("the lab's start", Duration.ofSeconds(120)),
  /**
   * The services start, and libvirtd, which asks QEMU what it can where no earlier lab left the
   * answer.
   */
  LIBVIRT("the start of libvirtd and the services in the lab", Duration.ofSeconds(240)),
  /** The job runs, for as long as it likes. */
  JOB("the lab's command", null),
  /** The job has ended, what it wrote is forced to the host, the kernel ends. */
  SHUTDOWN("the lab's shutdown", Duration.ofSeconds(90));

  private final String label;
  private final @Nullable Duration limit;

  Stage(String label, @Nullable Duration limit) {
    this.label = label;
    this.limit = limit;
  }

  /** What went on then, for messages. */
  String label() {
    return label;
  }

  /** How long it may last; empty for as long as it likes. */
  Optional<Duration> limit() {
    return Optional.ofNullable(limit);
  }

  /** The stage that a lab is in. */
  static Stage of(Path share) {
    if (Files.exists(share.resolve("status"))) {
      return SHUTDOWN;
    }
    if (Files.exists(share.resolve("stage-job"))) {
      return JOB;
    }
    return Files.exists(share.resolve("stage-root")) ? LIBVIRT : START;
  }
}
