package io.poolbench.substrate;

import io.poolbench.backend.Chap;
import io.poolbench.backend.DiskSource;
import io.poolbench.host.DeviceIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A LUN that this machine's kernel has no device of, as QEMU's tools open it (qemu-img(1), block
 * driver iscsi).
 *
 * @param chap whom the target lets in; everybody when empty
 */
public record RemoteLun(
    String host, int port, String target, int lun, String initiator, Optional<Chap> chap) {
  /** What a disk element names, with the password file that it does not name. */
  public static RemoteLun of(DiskSource.IscsiLun source, Optional<Chap> chap) {
    return new RemoteLun(
        source.host(), source.port(), source.target(), source.lun(), source.initiator(), chap);
  }

  /** As udev would name it in by-path, for messages and {@code --overwrite}. */
  public Path name() {
    return Path.of("ip-%s:%d-iscsi-%s-lun-%d".formatted(host, port, target, lun));
  }

  /** How QEMU reaches it, by name. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("LUN", name().toString());
    facts.put("iSCSI portal", host + ":" + port);
    facts.put("iSCSI initiator", initiator);
    return facts;
  }

  /** For its lock on this machine; there is neither number nor serial number of it. */
  DeviceIdentity identity(long sizeBytes) {
    String number =
        "iscsi-" + Integer.toHexString(target.hashCode()) + "-" + Integer.toHexString(lun);
    return new DeviceIdentity(name(), name(), number, 0, sizeBytes, "", "", "LUN by libiscsi");
  }

  /**
   * A program's command line that opens it.
   *
   * @param slice {@code offset=…,size=…} of it, or empty for all
   * @param before the program, and its words before the image
   * @param after its words after the image
   */
  List<String> command(List<String> before, String slice, List<String> after) {
    List<String> words = new ArrayList<>();
    // QEMU takes the file's content as it is, and a password ends before the line does
    chap.ifPresent(
        c ->
            words.addAll(
                List.of(
                    "sh",
                    "-c",
                    "tr -d '\\r\\n' <\"$0\" | exec \"$@\"",
                    c.passwordFile().toString())));
    words.addAll(before);
    chap.ifPresent(c -> words.addAll(List.of("--object", "secret,id=chap,file=/dev/stdin")));
    words.addAll(List.of("--image-opts", options(slice)));
    words.addAll(after);
    return words;
  }

  private String options(String slice) {
    return "driver=raw,"
        + (slice.isEmpty() ? "" : slice + ",")
        + "file.driver=iscsi,file.transport=tcp,file.timeout=15,file.portal="
        + host
        + ":"
        + port
        + ",file.target="
        + target
        + ",file.lun="
        + lun
        + ",file.initiator-name="
        + initiator
        + chap.map(c -> ",file.user=" + c.user() + ",file.password-secret=chap").orElse("");
  }

  /** All of it by name, for the journal; {@link #of(Map)} reads it back. */
  Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("host", host);
    details.put("port", String.valueOf(port));
    details.put("target", target);
    details.put("lun", String.valueOf(lun));
    details.put("initiator", initiator);
    chap.ifPresent(
        c -> {
          details.put("user", c.user());
          details.put("password file", c.passwordFile().toString());
        });
    return details;
  }

  static RemoteLun of(Map<String, String> details) {
    String user = details.get("user");
    return new RemoteLun(
        details.getOrDefault("host", ""),
        Integer.parseInt(details.getOrDefault("port", "")),
        details.getOrDefault("target", ""),
        Integer.parseInt(details.getOrDefault("lun", "")),
        details.getOrDefault("initiator", ""),
        user == null
            ? Optional.empty()
            : Optional.of(new Chap(user, Path.of(details.getOrDefault("password file", "")))));
  }
}
