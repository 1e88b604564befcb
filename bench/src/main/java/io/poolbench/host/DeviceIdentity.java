package io.poolbench.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tells a disk from every other one. A text that sysfs does not give is empty.
 *
 * @param name the stable name it was found by
 * @param node the device file the name led to, such as {@code /dev/sdb}
 * @param number major and minor number, such as {@code 8:16}
 * @param diskSequence the kernel's count of disks since boot, never given twice (sysfs, diskseq,
 *     Linux 5.15 and later); 0 where not known
 */
public record DeviceIdentity(
    Path name,
    Path node,
    String number,
    long diskSequence,
    long sizeBytes,
    String serial,
    String wwn,
    String model) {

  /** All of it by name, for the journal and the stored run; {@link #of} reads it back. */
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("name", name.toString());
    details.put("node", node.toString());
    details.put("number", number);
    details.put("diskseq", String.valueOf(diskSequence));
    details.put("bytes", String.valueOf(sizeBytes));
    details.put("serial", serial);
    details.put("wwn", wwn);
    details.put("model", model);
    return details;
  }

  /**
   * Reads what {@link #details} gave; other keys are passed over.
   *
   * @throws IllegalArgumentException when one is missing or no number
   */
  public static DeviceIdentity of(Map<String, String> details) {
    return new DeviceIdentity(
        Path.of(text(details, "name")),
        Path.of(text(details, "node")),
        text(details, "number"),
        Long.parseLong(text(details, "diskseq")),
        Long.parseLong(text(details, "bytes")),
        text(details, "serial"),
        text(details, "wwn"),
        text(details, "model"));
  }

  private static String text(Map<String, String> details, String key) {
    String value = details.get(key);
    if (value == null) {
      throw new IllegalArgumentException("a device's identity lacks " + key);
    }
    return value;
  }

  /**
   * How it differs from what was seen earlier in the same boot, in words; empty when it does not.
   */
  public List<String> differencesFrom(DeviceIdentity earlier) {
    List<String> differences = new ArrayList<>();
    compare(differences, "number", earlier.number, number);
    compare(differences, "diskseq", "" + earlier.diskSequence, "" + diskSequence);
    differences.addAll(lastingDifferencesFrom(earlier));
    return List.copyOf(differences);
  }

  /**
   * The same without what the kernel hands out anew at each boot (device file, number, diskseq), to
   * find a disk again after a restart of the machine.
   */
  public List<String> lastingDifferencesFrom(DeviceIdentity earlier) {
    List<String> differences = new ArrayList<>();
    compare(differences, "name", earlier.name.toString(), name.toString());
    compare(differences, "size in bytes", "" + earlier.sizeBytes, "" + sizeBytes);
    compare(differences, "serial", earlier.serial, serial);
    compare(differences, "WWN", earlier.wwn, wwn);
    compare(differences, "model", earlier.model, model);
    return List.copyOf(differences);
  }

  private static void compare(List<String> differences, String what, String was, String is) {
    if (!was.equals(is)) {
      differences.add(what + " was " + known(was) + ", is " + known(is));
    }
  }

  private static String known(String value) {
    return value.isEmpty() ? "unknown" : value;
  }

  /** The identity in one line. */
  public String words() {
    return node
        + " (number "
        + number
        + ", diskseq "
        + diskSequence
        + ", "
        + sizeBytes
        + " bytes, serial "
        + known(serial)
        + ", WWN "
        + known(wwn)
        + ", model "
        + known(model)
        + ")";
  }
}
