package io.poolbench.substrate;

import io.poolbench.backend.Lvm;
import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A volume group's logical volumes as lvs(8) lists them, hidden ones too.
 *
 * @param dataStartBytes where the first extent begins on the physical volume
 */
record LogicalVolumes(List<Volume> volumes, long dataStartBytes, long extentBytes) {
  private static final String SEPARATOR = "|";
  private static final String FIELDS =
      "lv_name,segtype,lv_attr,stripes,chunk_size,zero,discards,origin,pool_lv,data_percent,"
          + "metadata_percent,lv_health_status,seg_pe_ranges,stripe_size,"
          + LogicalCacheState.FIELDS;
  private static final int COUNT = FIELDS.split(",").length;
  private static final int OWN = COUNT - LogicalCacheState.COUNT;

  /**
   * A volume. A text that lvs does not give is empty.
   *
   * @param name hidden ones without their brackets
   * @param origin what it is a snapshot of, or has a cache before; hidden ones without brackets
   * @param ranges where it lies: {@code /dev/loop0:0-15}, or within another volume
   */
  record Volume(
      String name,
      String type,
      String attributes,
      String stripes,
      String chunkBytes,
      String zero,
      String discards,
      String origin,
      String pool,
      String dataPercent,
      String metadataPercent,
      String health,
      String ranges,
      String stripeBytes,
      LogicalCacheState cache) {
    /** lvs(8), fifth attribute: a snapshot that ran full, or one that could not be read. */
    boolean isInvalid() {
      return attributes.length() > 4 && "ISm".indexOf(attributes.charAt(4)) >= 0;
    }
  }

  /**
   * Lists those of a volume group that lies on {@code devices}, whose first one its data begins on.
   */
  static LogicalVolumes of(String group, List<Path> devices) throws InterruptedException {
    String volumes =
        lines(
            Lvm.words(
                devices,
                "lvs",
                "--all",
                "--noheadings",
                "--nosuffix",
                "--units",
                "b",
                "--separator",
                SEPARATOR,
                "--options",
                FIELDS,
                group));
    String start =
        lines(
            Lvm.words(
                devices,
                "pvs",
                "--noheadings",
                "--nosuffix",
                "--units",
                "b",
                "--separator",
                SEPARATOR,
                "--options",
                "pe_start,vg_extent_size",
                devices.get(0).toString()));
    return parse(volumes, start);
  }

  private static String lines(List<String> words) throws InterruptedException {
    return Command.check(words.toArray(String[]::new)).output();
  }

  /**
   * Reads what the programs print.
   *
   * @throws CommandException when it is not of that form
   */
  static LogicalVolumes parse(String volumes, String start) {
    List<Volume> read = new ArrayList<>();
    for (String line : volumes.lines().filter(l -> !l.isBlank()).toList()) {
      String[] f = line.strip().split("\\|", -1);
      if (f.length != COUNT) {
        throw new CommandException("lvs printed what cannot be read: " + line.strip());
      }
      String name = shown(f[0]);
      LogicalCacheState cache = LogicalCacheState.of(List.of(f).subList(OWN, COUNT));
      read.add(
          new Volume(
              name,
              f[1],
              f[2],
              f[3],
              f[4],
              f[5],
              f[6],
              shown(f[7]),
              shown(f[8]),
              f[9],
              f[10],
              f[11],
              f[12],
              f[13],
              cache));
    }
    String[] numbers = start.strip().split("\\|", -1);
    if (numbers.length != 2 || !numbers[0].matches("[0-9]+") || !numbers[1].matches("[0-9]+")) {
      throw new CommandException("pvs printed what cannot be read: " + start.strip());
    }
    return new LogicalVolumes(
        List.copyOf(read), Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  private static String shown(String name) {
    return name.replace("[", "").replace("]", "");
  }

  /**
   * The volume that holds a volume's data: of a thin one its pool's, of a cached one its origin.
   */
  Volume dataOf(Volume volume) {
    if (LogicalCacheState.isOfType(volume.type())) {
      return named(volume.origin()).orElse(volume);
    }
    return volume.type().equals("thin")
        ? named(volume.pool() + "_tdata").or(() -> named(volume.pool())).orElse(volume)
        : volume;
  }

  Optional<Volume> named(String name) {
    return volumes.stream().filter(v -> v.name().equals(name)).findFirst();
  }

  Optional<Volume> snapshotOf(String name) {
    return volumes.stream().filter(v -> v.origin().equals(name)).findFirst();
  }

  /** The byte of the physical volume at which a volume's data begins. */
  Optional<Long> beginsAt(Volume volume) {
    String first = volume.ranges().split(" ")[0];
    int colon = first.lastIndexOf(':');
    if (colon < 0) {
      return volume.pool().isEmpty()
          ? Optional.empty()
          : named(volume.pool()).flatMap(this::beginsAt);
    }
    String within = first.substring(0, colon);
    if (!within.startsWith("/")) {
      return named(within).flatMap(this::beginsAt);
    }
    long extent = Long.parseLong(first.substring(colon + 1).split("-")[0]);
    return Optional.of(dataStartBytes + extent * extentBytes);
  }
}
