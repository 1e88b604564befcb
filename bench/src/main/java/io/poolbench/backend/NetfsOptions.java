package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The options of kind {@code netfs}, and which of them go together. */
final class NetfsOptions {
  private static final String AUTO = "auto";
  private static final String NFS = "nfs";
  private static final String CIFS = "cifs";
  private static final String GLUSTER = "glusterfs";

  static final List<BackendKind.Option> LIST = list();

  // a comma would end the option of mount(8) that names the file
  private static final Pattern PATH = Pattern.compile("/[^\\s\\p{Cntrl}'\"\\\\,]+");

  private final Map<String, String> options;

  private NetfsOptions(Map<String, String> options) {
    this.options = options;
  }

  private static List<BackendKind.Option> list() {
    Set<String> versions = new LinkedHashSet<>(CifsProtocol.VERSIONS);
    versions.addAll(NfsProtocol.VERSIONS);
    List<BackendKind.Option> list = new ArrayList<>();
    list.add(
        new BackendKind.Option(
            "protocol",
            List.of(NFS, CIFS, GLUSTER),
            NFS,
            "how the folder is mounted: nfs, cifs (SMB), or glusterfs (its client, through FUSE)"));
    list.add(
        new BackendKind.Option(
            "source",
            List.of(),
            NetworkSource.LAB,
            "lab, the lab's own server over the substrate; or yours: server:/export, //server/share,"
                + " server:/volume"));
    list.add(
        new BackendKind.Option(
            "version",
            List.copyOf(versions),
            AUTO,
            "the protocol's version; auto is 4.2 for nfs, what both sides agree on for the others"));
    list.add(
        new BackendKind.Option(
            "mount_options", List.of(), "", "further options of mount(8), with commas between"));
    list.add(
        new BackendKind.Option(
            "credentials",
            List.of(),
            "",
            "a credentials file of mount.cifs, or lab for that of the lab's own server; none: a guest"));
    list.add(
        new BackendKind.Option(
            "export",
            List.of(AUTO, "sync", "async"),
            AUTO,
            "when the lab's own NFS server answers a write; auto is sync: once it is on its device"));
    list.addAll(imageOptions());
    return List.copyOf(list);
  }

  /** Those of an image that the lab's own server keeps, or one of the user's. */
  static List<BackendKind.Option> imageOptions() {
    return Image.OPTIONS.stream()
        .filter(option -> !Set.of(Image.NOCOW, Image.ENCRYPTION).contains(option.key()))
        .map(option -> option.key().equals("filesystem") ? filesystem() : option)
        .toList();
  }

  private static BackendKind.Option filesystem() {
    return new BackendKind.Option(
        "filesystem",
        List.of(AUTO, "ext4", "xfs"),
        AUTO,
        "what the lab's own server keeps the image on; auto is ext4");
  }

  /** Makes the backend; see {@link BackendKind.Factory#create}. */
  static NetfsBackend create(String name, DiskSpec disk, Map<String, String> options) {
    NetfsOptions read = new NetfsOptions(options);
    return new NetfsBackend(name, disk, read.protocol(), image(options, read.isLab()));
  }

  private NetworkProtocol protocol() {
    if (is("protocol", NFS)) {
      return nfs();
    }
    return is("protocol", CIFS) ? cifs() : gluster();
  }

  private NfsProtocol nfs() {
    refuseCredentials("an NFS server");
    if (!is("version", AUTO)) {
      version("nfs", NfsProtocol.VERSIONS);
    }
    String version = is("version", AUTO) ? NfsProtocol.DEFAULT_VERSION : value("version");
    List<String> mountOptions = MountOptions.parse(value("mount_options"));
    MountOptions.checkOfNfs(mountOptions);
    if (isLab()) {
      return NfsProtocol.ownedByLab(version, !is("export", "async"), mountOptions);
    }
    refuseWhatIsTheServers();
    return new NfsProtocol(NetworkSource.nfs(value("source")), version, true, mountOptions);
  }

  private CifsProtocol cifs() {
    refuseExport("Samba");
    version("cifs", CifsProtocol.VERSIONS);
    List<String> mountOptions = MountOptions.parse(value("mount_options"));
    String credentials = value("credentials");
    boolean ofLab = credentials.equals(NetworkSource.LAB);
    if (isLab()) {
      if (!ofLab && !credentials.isEmpty()) {
        throw new IllegalArgumentException(
            "credentials: the lab's own server knows no others than its own; write credentials: lab");
      }
      return CifsProtocol.ownedByLab(value("version"), ofLab, mountOptions);
    }
    refuseWhatIsTheServers();
    if (ofLab) {
      throw new IllegalArgumentException(
          "credentials: lab is for source: lab; name the file with your server's credentials");
    }
    if (!credentials.isEmpty() && !PATH.matcher(credentials).matches()) {
      throw new IllegalArgumentException(
          "credentials: expected the whole path of a file, without blanks, quotes and commas");
    }
    return new CifsProtocol(
        NetworkSource.cifs(value("source")),
        value("version"),
        credentials.isEmpty() ? Optional.empty() : Optional.of(Path.of(credentials)),
        mountOptions);
  }

  private GlusterProtocol gluster() {
    refuseExport("a brick of GlusterFS");
    refuseCredentials("a server of GlusterFS");
    if (!is("version", AUTO)) {
      throw new IllegalArgumentException(
          "version is for protocol: nfs and cifs; GlusterFS's client and server agree on theirs");
    }
    List<String> mountOptions = MountOptions.parse(value("mount_options"));
    if (isLab()) {
      return GlusterProtocol.ownedByLab(mountOptions);
    }
    refuseWhatIsTheServers();
    return new GlusterProtocol(NetworkSource.gluster(value("source")), mountOptions);
  }

  private void refuseCredentials(String server) {
    if (!is("credentials", "")) {
      throw new IllegalArgumentException(
          "credentials is for protocol: cifs; " + server + " knows its clients by their address");
    }
  }

  private void refuseExport(String server) {
    if (!is("export", AUTO)) {
      throw new IllegalArgumentException(
          "export is for protocol: nfs; " + server + " flushes when the guest does");
    }
  }

  private void version(String protocol, List<String> versions) {
    if (!versions.contains(value("version"))) {
      throw new IllegalArgumentException(
          "version: %s is none of %s; expected %s"
              .formatted(value("version"), protocol, String.join(", ", versions)));
    }
  }

  private void refuseWhatIsTheServers() {
    if (!is("export", AUTO)) {
      throw new IllegalArgumentException(
          "export is for source: lab; what your server does, it decides itself");
    }
  }

  /**
   * The image.
   *
   * @param own whether the lab's own server keeps it
   */
  static Image image(Map<String, String> options, boolean own) {
    Map<String, String> resolved = new HashMap<>(options);
    resolved.put(Image.NOCOW, "off");
    resolved.put(Image.ENCRYPTION, "off");
    if (AUTO.equals(options.get("filesystem"))) {
      resolved.put("filesystem", Filesystem.EXT4.word());
    } else if (!own) {
      throw new IllegalArgumentException(
          "filesystem is for source: lab; what your server keeps its files on is its own matter");
    }
    return Image.from(resolved);
  }

  private boolean isLab() {
    return is("source", NetworkSource.LAB);
  }

  private boolean is(String key, String word) {
    return value(key).equals(word);
  }

  private String value(String key) {
    String value = options.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no value for " + key);
    }
    return value;
  }
}
