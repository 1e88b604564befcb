package io.poolbench.substrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was negotiated for a LUN (sysfs of Linux's scsi_transport_iscsi; names of RFC 7143). */
public final class IscsiFacts {
  private static final Path CLASS = Path.of("/sys/class");

  private IscsiFacts() {}

  /**
   * The session's parameters and the LUN's properties, by name.
   *
   * @param node the LUN's device file or a link to it
   * @throws IOException when it is no LUN of a session
   */
  public static Map<String, String> of(Path node) throws IOException {
    Path disk = ScsiFacts.disk(node);
    String name = ScsiFacts.part(disk, "session\\d+");
    if (name.isEmpty()) {
      throw new IOException(node + " leads to " + disk + ", which is no LUN of an iSCSI session");
    }
    Path session = CLASS.resolve("iscsi_session").resolve(name);
    Path connection =
        CLASS.resolve("iscsi_connection").resolve(name.replace("session", "connection") + ":0");
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "iSCSI portal",
        read(connection.resolve("persistent_address"))
            + ":"
            + read(connection.resolve("persistent_port")));
    facts.put("iSCSI initiator", read(session.resolve("initiatorname")));
    facts.put("MaxBurstLength", read(session.resolve("max_burst_len")));
    facts.put("FirstBurstLength", read(session.resolve("first_burst_len")));
    facts.put("InitialR2T", yes(session.resolve("initial_r2t")));
    facts.put("ImmediateData", yes(session.resolve("immediate_data")));
    facts.put("MaxOutstandingR2T", read(session.resolve("max_outstanding_r2t")));
    facts.put("MaxRecvDataSegmentLength", read(connection.resolve("max_recv_dlength")));
    facts.put("MaxXmitDataSegmentLength", read(connection.resolve("max_xmit_dlength")));
    facts.put("HeaderDigest", digest(connection.resolve("header_digest")));
    facts.put("DataDigest", digest(connection.resolve("data_digest")));
    facts.putAll(ScsiFacts.lun(disk));
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  private static String yes(Path file) {
    return switched(file, "Yes", "No");
  }

  private static String digest(Path file) {
    return switched(file, "CRC32C", "None");
  }

  private static String switched(Path file, String on, String off) {
    String text = read(file);
    return text.isEmpty() ? "" : text.equals("1") ? on : off;
  }

  static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
