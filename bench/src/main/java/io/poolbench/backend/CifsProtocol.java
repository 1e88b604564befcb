package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SMB by the kernel's client (mount.cifs(8)).
 *
 * @param version a dialect, or {@code auto}
 * @param credentials a credentials file as mount.cifs reads it; a guest when empty
 * @param options those of {@code mount_options}
 */
record CifsProtocol(
    NetworkSource source, String version, Optional<Path> credentials, List<String> options)
    implements NetworkProtocol {
  static final String ANY_VERSION = "auto";
  static final List<String> VERSIONS = List.of(ANY_VERSION, "2.1", "3.0", "3.1.1");

  /** Where the lab's own server leaves the credentials of its private share. */
  private static final Path LAB_CREDENTIALS = Path.of("/run/poolbench-services/cifs.credentials");

  /** The lab's own server: a share for guests, and one for who has its credentials. */
  static CifsProtocol ownedByLab(String version, boolean withCredentials, List<String> options) {
    return new CifsProtocol(
        NetworkSource.ownedByLab(withCredentials ? "private" : "poolbench"),
        version,
        withCredentials ? Optional.of(LAB_CREDENTIALS) : Optional.empty(),
        options);
  }

  @Override
  public String word() {
    return "cifs";
  }

  @Override
  public String title() {
    return version.equals(ANY_VERSION) ? "SMB" : "SMB " + version;
  }

  @Override
  public String sourceText() {
    return "//" + source.bracketed() + "/" + source.folder();
  }

  /** mount.cifs looks the name up as it stands, brackets and all. */
  @Override
  public String poolHost() {
    return source.host();
  }

  @Override
  public String poolFolder() {
    return source.folder();
  }

  @Override
  public String versionXml() {
    return "";
  }

  @Override
  public List<String> mountOptions(ImageFormat format) {
    List<String> all = new ArrayList<>();
    if (!version.equals(ANY_VERSION)) {
      all.add("vers=" + version);
    }
    credentials.ifPresent(file -> all.add("credentials=" + file));
    // QEMU's locks of bytes become mandatory on the server, where they keep QEMU itself out:
    // "Could not write qcow2 header: Permission denied"
    if (format == ImageFormat.QCOW2 && !options.contains("brl") && !options.contains("nobrl")) {
      all.add("nobrl");
    }
    all.addAll(options);
    return all;
  }

  @Override
  public List<String> inEffect() {
    List<String> wanted = new ArrayList<>();
    if (!version.equals(ANY_VERSION)) {
      wanted.add("vers=" + version);
    }
    wanted.addAll(MountOptions.shown(options));
    return wanted;
  }

  @Override
  public Preparation.Server server() {
    return new Preparation.Server.Cifs();
  }

  @Override
  public String labService() {
    return word();
  }

  @Override
  public String sourceForm() {
    return "//server/share";
  }

  /**
   * Samba flushes when it is told to ({@code strict sync}, yes by default: smb.conf(5)), and the
   * client tells it at each flush of the guest unless mounted with {@code nostrictsync}
   * (mount.cifs(8)).
   */
  @Override
  public Durability durability() {
    if (!source.own()) {
      return Durability.UNKNOWN;
    }
    return options.contains("nostrictsync") ? Durability.SERVER_MEMORY : Durability.SERVER;
  }

  @Override
  public List<Requirement> clientRequirements() {
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement.KernelFilesystem("cifs"));
    needed.add(new Requirement.Tool("mount.cifs", "cifs-utils"));
    if (!source.own()) {
      credentials.ifPresent(
          file -> needed.add(new Requirement.SecretFile(file, "the server's credentials")));
    }
    return needed;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("version", version);
    settings.put("user", credentials.isPresent() ? "of the credentials file" : "guest");
    return settings;
  }
}
