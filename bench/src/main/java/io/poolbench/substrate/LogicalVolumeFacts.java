package io.poolbench.substrate;

import io.poolbench.host.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A logical volume's effective settings in words, as LVM lists them. */
final class LogicalVolumeFacts {
  private LogicalVolumeFacts() {}

  /**
   * What was made.
   *
   * @param deviceStart where the physical volume begins on its disk, in bytes
   */
  static Map<String, String> of(LogicalVolumes all, LogicalVolumes.Volume disk, long deviceStart) {
    Map<String, String> facts = new LinkedHashMap<>();
    Optional<LogicalVolumes.Volume> pool = thinPool(all, disk);
    LogicalVolumes.Volume data = all.dataOf(disk);
    facts.put("LV type", disk.type());
    facts.put("LV attributes", disk.attributes());
    facts.put("LV stripes", data.stripes());
    if (!data.stripes().equals("1")) {
      facts.put("LV stripe size", (Long.parseLong(data.stripeBytes()) >> 10) + "KiB");
    }
    facts.put("LV cache", disk.cache().word(disk.type()));
    if (disk.type().equals("cache")) {
      facts.put("LV cache block size", kib(disk.chunkBytes()));
    } else if (disk.type().equals("writecache")) {
      facts.put("LV cache block size", kib(disk.cache().writes().get(2)));
    }
    facts.put("VG extent size", kib(String.valueOf(all.extentBytes())));
    // of a thin volume: where its pool's data begins, in which it has whole chunks
    all.beginsAt(disk)
        .ifPresent(
            start -> facts.put("volume begins at byte", String.valueOf(deviceStart + start)));
    pool.ifPresent(
        p -> {
          facts.put("thin pool chunk size", kib(p.chunkBytes()));
          facts.put("thin pool zeroes new chunks", p.zero().equals("zero") ? "yes" : "no");
          facts.put("thin pool discards", p.discards());
        });
    return facts;
  }

  /**
   * How full what holds the copies is, and a cache.
   *
   * @throws CommandException when one ran full or is unwell
   */
  static Map<String, String> fill(LogicalVolumes all, LogicalVolumes.Volume disk, String when) {
    if (LogicalCacheState.isOfType(disk.type())) {
      if (!disk.health().isEmpty()) {
        throw new CommandException(
            "the volume's cache is unwell (lvs, health: " + disk.health() + ")");
      }
      return disk.cache().fill(disk.type(), when);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    Optional<LogicalVolumes.Volume> pool = thinPool(all, disk);
    Optional<LogicalVolumes.Volume> snapshot = all.snapshotOf(disk.name());
    if (pool.isPresent()) {
      LogicalVolumes.Volume p = pool.get();
      if (!p.health().isEmpty()) {
        throw new CommandException(
            "the thin pool is unwell (lvs, health: " + p.health() + "), so writes to it failed");
      }
      facts.put("thin volume mapped " + when, percent(disk.dataPercent()));
      facts.put("thin pool data filled " + when, percent(p.dataPercent()));
      facts.put("thin pool metadata filled " + when, percent(p.metadataPercent()));
    } else if (snapshot.isPresent()) {
      LogicalVolumes.Volume s = snapshot.get();
      if (s.isInvalid()) {
        throw new CommandException(
            "the snapshot became invalid (lvs, attributes: "
                + s.attributes()
                + "): it ran full or could not be written, and the kernel copies nothing into it"
                + " any more");
      }
      facts.put("snapshot chunk size", kib(s.chunkBytes()));
      facts.put("snapshot filled " + when, percent(s.dataPercent()));
    }
    return facts;
  }

  private static Optional<LogicalVolumes.Volume> thinPool(
      LogicalVolumes all, LogicalVolumes.Volume disk) {
    return disk.type().equals("thin") ? all.named(disk.pool()) : Optional.empty();
  }

  private static String kib(String bytes) {
    return (Long.parseLong(bytes) >> 10) + " KiB";
  }

  private static String percent(String number) {
    return number.isEmpty() ? "unknown" : number + " %";
  }
}
