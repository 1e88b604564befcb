package io.poolbench.scenario;

import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import java.util.Optional;

/** Reads {@code disk}. */
final class DiskReader {
  /** What the parts that depend on the disk are checked against while its own size is wrong. */
  private static final long STAND_IN_BYTES = 1L << 40;

  private DiskReader() {}

  /**
   * What was read.
   *
   * @param disk empty when anything of it is missing or wrong
   * @param hostSide what holds for a backend that says nothing else, of a disk of any size when its
   *     own is not known
   */
  record Read(Optional<DiskSpec> disk, HostSide hostSide) {}

  static Read read(Section section, Optional<GuestSpec.Bus> bus, Problems problems) {
    int before = problems.count();
    Optional<Long> size = section.number("size");
    Optional<String> fill = section.text("fill");
    HostSide unsaid =
        new HostSide(
            new DiskSpec(
                size.orElse(STAND_IN_BYTES), DiskSpec.Cache.NONE, DiskSpec.Cache.NONE.usualIo()),
            Optional.empty());
    HostSide hostSide = unsaid.with(section, bus);
    boolean isWrong = problems.count() > before || size.isEmpty() || fill.isEmpty();
    return isWrong
        ? new Read(Optional.empty(), unsaid)
        : new Read(Optional.of(hostSide.disk()), hostSide);
  }
}
