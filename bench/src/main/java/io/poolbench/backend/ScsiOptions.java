package io.poolbench.backend;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options of the kind {@code scsi}, checked.
 *
 * @param adapter somebody's; the lab's own when empty
 * @param lun which of its LUNs; empty for the lab's own, which has one
 */
record ScsiOptions(Optional<Adapter> adapter, Optional<VolumeSource.Lun> lun) {
  /**
   * A SCSI host adapter.
   *
   * @param name {@code hostN}, or a PCI address
   * @param uniqueId which of several at one PCI address (sysfs, scsi_host/hostN/unique_id); empty
   *     for a {@code hostN}
   */
  record Adapter(String name, String uniqueId) {
    /** As results name it. */
    String words() {
      return uniqueId.isEmpty() ? name : name + ", unique_id " + uniqueId;
    }
  }

  private static final String LAB = "lab";

  static final List<BackendKind.Option> OPTIONS =
      List.of(
          new BackendKind.Option(
              "adapter",
              List.of(),
              LAB,
              "lab, a RAM disk of the lab's own, or a SCSI host: hostN, or its PCI address"),
          new BackendKind.Option(
              "unique_id", List.of(), "", "which host, of those at a PCI address"),
          new BackendKind.Option(
              "serial", List.of(), "", "serial number of the LUN, everything on it is overwritten"),
          new BackendKind.Option(
              "wwn", List.of(), "", "WWN of the LUN instead, everything on it is overwritten"));

  private static final Pattern HOST = Pattern.compile("host\\d{1,5}");
  static final Pattern PCI = Pattern.compile("([0-9a-f]{4}):([0-9a-f]{2}):([0-9a-f]{2})\\.([0-7])");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** VPD page 80h is ASCII; what is shown of it has no blanks at its ends and none twice. */
  private static final Pattern SERIAL = Pattern.compile("[!-~]+( [!-~]+)*");

  private static final int LONGEST_SERIAL = 64;

  private static final Pattern WWN =
      Pattern.compile("(?:0x|naa\\.|eui\\.)([0-9a-f]{16}(?:[0-9a-f]{16})?)");

  static ScsiOptions from(Map<String, String> options) {
    String adapter = text(options, "adapter");
    if (adapter.equals(LAB)) {
      for (String key : List.of("unique_id", "serial", "wwn")) {
        if (!text(options, key).isEmpty()) {
          throw new IllegalArgumentException(
              key + " is for an adapter of yours: leave it out with adapter: lab");
        }
      }
      return new ScsiOptions(Optional.empty(), Optional.empty());
    }
    return new ScsiOptions(
        Optional.of(adapter(adapter, text(options, "unique_id"))),
        Optional.of(lun(text(options, "serial"), text(options, "wwn"))));
  }

  private static Adapter adapter(String name, String uniqueId) {
    boolean pci = PCI.matcher(name).matches();
    if (!pci && !HOST.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "adapter must be lab, a SCSI host such as host5 (ls /sys/class/scsi_host), or the PCI"
              + " address of one, such as 0000:00:1f.2 in lower case");
    }
    if (pci && !NUMBER.matcher(uniqueId).matches()) {
      throw new IllegalArgumentException(
          "unique_id is needed with a PCI address, a number as in"
              + " /sys/class/scsi_host/hostN/unique_id");
    }
    if (!pci && !uniqueId.isEmpty()) {
      throw new IllegalArgumentException(
          "unique_id is for a PCI address: leave it out with adapter: " + name);
    }
    return new Adapter(name, pci ? String.valueOf(Integer.parseInt(uniqueId)) : "");
  }

  private static VolumeSource.Lun lun(String serial, String wwn) {
    if (serial.isEmpty() == wwn.isEmpty()) {
      throw new IllegalArgumentException(
          serial.isEmpty()
              ? "serial is needed with an adapter of yours, or wwn: lsblk -o NAME,SERIAL,WWN shows"
                  + " both"
              : "wwn and serial are two names of one LUN: give one of them");
    }
    if (!serial.isEmpty()) {
      if (serial.length() > LONGEST_SERIAL || !SERIAL.matcher(serial).matches()) {
        throw new IllegalArgumentException(
            "serial must be 1 to 64 printable ASCII characters, as lsblk -o NAME,SERIAL shows it");
      }
      return new VolumeSource.Lun(serial, "");
    }
    var matcher = WWN.matcher(wwn.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "wwn must be 0x, naa. or eui. and 16 or 32 hexadecimal digits, as lsblk -o NAME,WWN"
              + " shows it");
    }
    return new VolumeSource.Lun("", String.valueOf(matcher.group(1)));
  }

  private static String text(Map<String, String> options, String key) {
    String value = options.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " has no value");
    }
    return value;
  }
}
