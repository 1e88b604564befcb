package io.poolbench.scenario;

import io.poolbench.backend.StorageBackend;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Whether a substrate has the devices that backends need, and room on each. */
final class SubstrateRoom {
  static final String DEVICE = "device";

  private final Section section;
  private final List<StorageBackend> backends;

  SubstrateRoom(Section section, List<StorageBackend> backends) {
    this.section = section;
    this.backends = backends;
  }

  /** What a device of the substrate must hold, whichever it is. */
  long neededBytes() {
    long first = backends.stream().mapToLong(StorageBackend::substrateBytes).max().orElse(1);
    long further =
        backends.stream().flatMap(b -> b.furtherBytes().stream()).mapToLong(b -> b).max().orElse(1);
    return ByteSize.roundUpToMiB(Math.max(first, further));
  }

  /** Adds a problem for every backend that is built on more devices than there are. */
  void refuseTooFew(SubstrateSpec substrate) {
    int there = 1 + substrate.furtherBytes().size();
    for (StorageBackend backend : backends) {
      int wanted = 1 + backend.furtherBytes().size();
      if (wanted > there) {
        section.problem(
            DEVICE,
            "%s is built on %d devices at once, and the substrate has %s; expected a list of %d with use: together, such as { device: [%s], use: together }"
                .formatted(
                    backend.name(),
                    wanted,
                    there == 1 ? "one for each backend" : String.valueOf(there),
                    wanted,
                    "loop:1GiB, ".repeat(wanted - 1) + "loop:1GiB"));
      }
    }
  }

  /**
   * Adds a problem for every device on which some backend does not fit.
   *
   * @param key whose value is too small
   * @param prefix before a size, as the key has it
   */
  void refuseTooSmall(SubstrateSpec substrate, String key, String prefix) {
    refuse(key, prefix, "", substrate.sizeBytes(), StorageBackend::substrateBytes);
    List<Long> further = substrate.furtherBytes();
    for (int i = 0; i < further.size(); i++) {
      int number = i;
      refuse(
          key,
          prefix,
          ", as device " + (i + 2) + ",",
          further.get(i),
          b -> b.furtherBytes().size() > number ? b.furtherBytes().get(number) : 0);
    }
  }

  private void refuse(
      String key, String prefix, String which, long bytes, ToLongFunction<StorageBackend> need) {
    List<StorageBackend> tooLarge =
        backends.stream().filter(b -> need.applyAsLong(b) > bytes).toList();
    if (tooLarge.isEmpty()) {
      return;
    }
    long most = tooLarge.stream().mapToLong(need).max().orElseThrow();
    String needed = prefix + mebibytes(most);
    section.problem(
        key,
        prefix
            + (bytes >> 20)
            + "MiB"
            + which
            + " is too small: "
            + tooLarge.stream()
                .map(b -> b.name() + " needs " + mebibytes(need.applyAsLong(b)))
                .collect(Collectors.joining(", "))
            + "; expected at least "
            + needed
            + ", or a smaller disk.size",
        Optional.of(needed));
  }

  private static String mebibytes(long bytes) {
    return (ByteSize.roundUpToMiB(bytes) >> 20) + "MiB";
  }
}
