package io.poolbench.scenario;

import io.poolbench.backend.StorageBackend;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code substrate} and holds it against what the backends need. */
final class SubstrateReader {
  private static final String LOOP = "loop:";
  private static final Key.Form.Size SIZE = new Key.Form.Size(1L << 20, 64L << 40, 1L << 20);

  private SubstrateReader() {}

  static Optional<SubstrateSpec> read(Section section) {
    Optional<String> device = section.text("device");
    if (device.isEmpty()) {
      return Optional.empty();
    }
    String text = device.get();
    if (!text.startsWith(LOOP)) {
      section.problem("device", notALoop(text), suggestion(text));
      return Optional.empty();
    }
    try {
      return Optional.of(new SubstrateSpec.Loop(Forms.number(SIZE, text.substring(LOOP.length()))));
    } catch (Mismatch e) {
      section.problem("device", e.text(), e.suggestion().map(LOOP::concat));
      return Optional.empty();
    }
  }

  /** Adds one problem that names every backend which does not fit. */
  static void refuseIfTooSmall(
      SubstrateSpec substrate, List<StorageBackend> backends, Section section) {
    List<StorageBackend> tooLarge =
        backends.stream().filter(b -> b.substrateBytes() > substrate.sizeBytes()).toList();
    if (tooLarge.isEmpty()) {
      return;
    }
    long needed = tooLarge.stream().mapToLong(StorageBackend::substrateBytes).max().orElseThrow();
    section.problem(
        "device",
        substrate.text()
            + " is too small: "
            + tooLarge.stream()
                .map(b -> b.name() + " needs " + mebibytes(b.substrateBytes()))
                .collect(Collectors.joining(", "))
            + "; expected at least "
            + LOOP
            + mebibytes(needed)
            + ", or a smaller disk.size",
        Optional.of(LOOP + mebibytes(needed)));
  }

  private static String mebibytes(long bytes) {
    return (ByteSize.roundUpToMiB(bytes) >> 20) + "MiB";
  }

  private static String notALoop(String text) {
    return text.startsWith("/")
        ? Printable.quote(text)
            + " is a real device or file, which this version does not support;"
            + " expected loop:SIZE, such as loop:4GiB"
        : Printable.quote(text) + " is not a substrate; expected loop:SIZE, such as loop:4GiB";
  }

  private static Optional<String> suggestion(String text) {
    int colon = text.indexOf(':');
    if (colon > 0 && ByteSize.parse(text.substring(colon + 1)).isPresent()) {
      return Optional.of(LOOP + text.substring(colon + 1));
    }
    if (ByteSize.parse(text).isPresent()) {
      return Optional.of(LOOP + text);
    }
    return ByteSize.suggestion(text).map(LOOP::concat);
  }
}
