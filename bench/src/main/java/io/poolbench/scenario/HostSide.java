package io.poolbench.scenario;

import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.DiskSpec.Cache;
import io.poolbench.backend.DiskSpec.DetectZeroes;
import io.poolbench.backend.DiskSpec.Discard;
import io.poolbench.backend.DiskSpec.IoMode;
import io.poolbench.backend.GuestSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the host-side settings of a disk, for all backends or for one, and holds them against each
 * other.
 *
 * @param disk the settings, all filled in
 * @param io how host I/O is issued where that was said; empty leaves it to the cache mode
 */
record HostSide(DiskSpec disk, Optional<IoMode> io) {
  private static final List<String> CACHE_AND_IO = List.of("cache", "io");
  private static final List<String> DISCARDS = List.of("discard", "detect_zeroes");

  /**
   * What a section says, and what holds anyway where it says nothing; problems are added for what
   * does not go together.
   *
   * @param bus how the disk is attached, as far as that is known
   */
  HostSide with(Section section, Optional<GuestSpec.Bus> bus) {
    Cache cache = read(section, "cache", Cache.values(), Cache::word).orElse(disk.cache());
    Optional<IoMode> stated = read(section, "io", IoMode.values(), IoMode::word).or(() -> io);
    DiskSpec read =
        disk.with(cache, stated.orElse(cache.usualIo()))
            .with(
                read(section, "discard", Discard.values(), Discard::word).orElse(disk.discard()),
                read(section, "detect_zeroes", DetectZeroes.values(), DetectZeroes::word)
                    .orElse(disk.detectZeroes()))
            .withIothread(
                section.text("iothread").map(word -> word.equals("on")).orElse(disk.iothread()));
    refuseNativeThroughThePageCache(section, read);
    refuseUnmapOfZeroesAlone(section, read);
    refuseIothreadWithoutVirtio(section, read, bus);
    return new HostSide(read, stated);
  }

  private static void refuseNativeThroughThePageCache(Section section, DiskSpec disk) {
    Optional<String> key = culprit(section, CACHE_AND_IO);
    if (key.isPresent() && disk.cache().usesPageCache() && disk.io() == IoMode.NATIVE) {
      section.problem(
          key.get(),
          "io: native needs cache: none or directsync, and the cache is "
              + disk.cache().word()
              + "; expected io: threads or io: io_uring beside it",
          key.filter("io"::equals).map(word -> IoMode.THREADS.word()));
    }
  }

  private static void refuseUnmapOfZeroesAlone(Section section, DiskSpec disk) {
    Optional<String> key = culprit(section, DISCARDS);
    if (key.isPresent()
        && disk.detectZeroes() == DetectZeroes.UNMAP
        && disk.discard() != Discard.UNMAP) {
      section.problem(
          key.get(),
          "detect_zeroes: unmap needs discard: unmap, else zeroes are written as with on; expected"
              + " both, or detect_zeroes: on");
    }
  }

  private static void refuseIothreadWithoutVirtio(
      Section section, DiskSpec disk, Optional<GuestSpec.Bus> bus) {
    if (disk.iothread()
        && section.value("iothread").isPresent()
        && bus.filter(b -> b != GuestSpec.Bus.VIRTIO).isPresent()) {
      section.problem(
          "iothread",
          "is for guest.bus: virtio; with scsi the thread is the controller's, so that no disk has"
              + " one of its own, and sata has none; expected off");
    }
  }

  /** The last of the keys that the section states; empty when it states none of them. */
  private static Optional<String> culprit(Section section, List<String> keys) {
    return keys.stream()
        .filter(key -> section.value(key).isPresent())
        .reduce((first, second) -> second);
  }

  private static <E> Optional<E> read(
      Section section, String key, E[] values, Function<E, String> word) {
    return section
        .text(key)
        .flatMap(text -> Arrays.stream(values).filter(v -> word.apply(v).equals(text)).findFirst());
  }
}
