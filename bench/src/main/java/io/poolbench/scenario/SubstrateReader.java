package io.poolbench.scenario;

import io.poolbench.backend.StorageBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code substrate} and holds it against what the backends need. */
final class SubstrateReader {
  static final String STABLE_NAME = "/dev/disk/by-(id|path)/[A-Za-z0-9#+.:=@_,-]+";
  private static final String LOOP = "loop:";
  private static final String EXPECTED =
      "expected loop:SIZE, such as loop:4GiB, or a device's stable name, such as"
          + " /dev/disk/by-id/…";
  private static final Key.Form.Size SIZE = new Key.Form.Size(1L << 20, 64L << 40, 1L << 20);
  private static final Pattern STABLE = Pattern.compile(STABLE_NAME);
  private static final String TOGETHER = SubstrateSpec.Use.TOGETHER.word();

  private final Section section;
  private final List<StorageBackend> backends;
  private final SubstrateRoom room;

  private SubstrateReader(Section section, List<StorageBackend> backends) {
    this.section = section;
    this.backends = backends;
    this.room = new SubstrateRoom(section, backends);
  }

  /**
   * @param backends those that are valid; empty when their disk's size is not known
   */
  static Optional<SubstrateSpec> read(Section section, List<StorageBackend> backends) {
    return new SubstrateReader(section, backends).read();
  }

  private Optional<SubstrateSpec> read() {
    Optional<SubstrateSpec.Use> use = section.text("use").map(SubstrateSpec.Use::of);
    Optional<Long> size = section.number("size");
    Optional<String> discard = section.text("discard");
    Optional<Value> device = section.value("device");
    if (device.isEmpty()) {
      return Optional.empty();
    }
    if (!(device.get().node() instanceof YamlNode.Sequence)) {
      Optional<String> text = section.text("device");
      if (text.isEmpty() || !text.get().startsWith("/")) {
        return text.flatMap(this::loop);
      }
    } else if (areLoops(items(device.get()))) {
      return use.flatMap(word -> loops(items(device.get()), word));
    }
    Optional<List<Path>> names = names(device.get());
    boolean sizeIsWrong = size.isEmpty() && section.value("size").isPresent();
    if (names.isEmpty() || use.isEmpty() || discard.isEmpty() || sizeIsWrong) {
      return Optional.empty();
    }
    SubstrateSpec spec =
        new SubstrateSpec.Devices(
            names.get(), use.get(), size.orElse(room.neededBytes()), discard.get().equals("auto"));
    refuseTablesInSlices(use.get());
    if (use.get() == SubstrateSpec.Use.TOGETHER && names.get().size() == 1) {
      section.problem("use", "together is for several devices; expected a list of them at device");
    } else {
      room.refuseTooFew(spec);
    }
    if (size.isPresent()) {
      room.refuseTooSmall(spec, "size", "");
    }
    return Optional.of(spec);
  }

  private static List<YamlNode> items(Value device) {
    return device.node() instanceof YamlNode.Sequence sequence
        ? sequence.items()
        : List.of(device.node());
  }

  private static boolean areLoops(List<YamlNode> nodes) {
    return !nodes.isEmpty()
        && nodes.stream()
            .allMatch(n -> n instanceof YamlNode.Scalar scalar && scalar.text().startsWith(LOOP));
  }

  /** Several loop files: they are one disk below, so that taking turns would tell nothing. */
  private Optional<SubstrateSpec> loops(List<YamlNode> nodes, SubstrateSpec.Use use) {
    refuseKeys(List.of("size", "discard"), "is for real devices; leave it out with loop:SIZE");
    if (use != SubstrateSpec.Use.TOGETHER || nodes.size() < 2 || nodes.size() > Lists.MAX_ITEMS) {
      section.problem(
          "device",
          "a list of loop:SIZE is of 2 to "
              + Lists.MAX_ITEMS
              + " files that are used together; expected use: together, or one loop:SIZE that is no"
              + " list");
      return Optional.empty();
    }
    List<Long> sizes = new ArrayList<>();
    for (YamlNode node : nodes) {
      String text = ((YamlNode.Scalar) node).text();
      try {
        sizes.add(Forms.number(SIZE, text.substring(LOOP.length())));
      } catch (Mismatch e) {
        section.problem("device", e.text(), e.suggestion().map(LOOP::concat));
        return Optional.empty();
      }
    }
    SubstrateSpec spec = new SubstrateSpec.Loop(sizes.get(0), sizes.subList(1, sizes.size()));
    room.refuseTooFew(spec);
    room.refuseTooSmall(spec, "device", LOOP);
    return Optional.of(spec);
  }

  private void refuseKeys(List<String> keys, String why) {
    for (String key : keys) {
      if (section.value(key).isPresent()) {
        section.problem(key, why);
      }
    }
  }

  private Optional<SubstrateSpec> loop(String text) {
    boolean together = section.text("use").filter(TOGETHER::equals).isPresent();
    if (together) {
      section.problem(
          "use",
          "together is for several devices; expected a list of them, such as { device: [loop:1GiB,"
              + " loop:1GiB], use: together }");
    }
    refuseKeys(
        together ? List.of("size", "discard") : List.of("use", "size", "discard"),
        "is for real devices; leave it out with loop:SIZE");
    if (!text.startsWith(LOOP)) {
      section.problem(
          "device", Printable.quote(text) + " is not a substrate; " + EXPECTED, suggestion(text));
      return Optional.empty();
    }
    try {
      SubstrateSpec spec =
          new SubstrateSpec.Loop(Forms.number(SIZE, text.substring(LOOP.length())));
      room.refuseTooFew(spec);
      room.refuseTooSmall(spec, "device", LOOP);
      return Optional.of(spec);
    } catch (Mismatch e) {
      section.problem("device", e.text(), e.suggestion().map(LOOP::concat));
      return Optional.empty();
    }
  }

  /** The devices named, one or a list; empty after a problem was added. */
  private Optional<List<Path>> names(Value device) {
    List<YamlNode> nodes = items(device);
    if (nodes.isEmpty() || nodes.size() > Lists.MAX_ITEMS) {
      section.problem(
          "device", "names " + nodes.size() + " devices; expected 1 to " + Lists.MAX_ITEMS);
      return Optional.empty();
    }
    Set<String> seen = new HashSet<>();
    List<Path> names = new ArrayList<>();
    for (YamlNode node : nodes) {
      String text = node instanceof YamlNode.Scalar scalar ? scalar.text() : node.what();
      if (!STABLE.matcher(text).matches()) {
        section.problem(
            "device",
            Printable.quote(text)
                + " is no stable name of a device, and a name such as /dev/sdb may mean another"
                + " disk after the next boot; expected one of ls -l /dev/disk/by-id"
                + " /dev/disk/by-path");
      } else if (!seen.add(text)) {
        section.problem("device", Printable.quote(text) + " is named twice");
      } else {
        names.add(Path.of(text));
      }
    }
    return names.size() == nodes.size() ? Optional.of(names) : Optional.empty();
  }

  private void refuseTablesInSlices(SubstrateSpec.Use use) {
    List<String> tables =
        backends.stream().filter(b -> b.kind().equals("disk")).map(StorageBackend::name).toList();
    if (use == SubstrateSpec.Use.SLICES && !tables.isEmpty()) {
      section.problem(
          "use",
          "a slice is a partition and holds no partition table, which "
              + String.join(", ", tables)
              + " of kind disk would make; expected exclusive, or no backend of that kind",
          Optional.of(SubstrateSpec.Use.EXCLUSIVE.word()));
    }
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
