package io.poolbench.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * NFS by the kernel's client (nfs(5)).
 *
 * @param sync whether the lab's own server answers a write only when it is on its device
 *     (exports(5))
 * @param options those of {@code mount_options}
 */
record NfsProtocol(NetworkSource source, String version, boolean sync, List<String> options)
    implements NetworkProtocol {
  static final List<String> VERSIONS = List.of("3", "4", "4.0", "4.1", "4.2");
  static final String DEFAULT_VERSION = "4.2";

  /** The lab's own server, whose export is the root of NFS 4's one tree of files. */
  static NfsProtocol ownedByLab(String version, boolean sync, List<String> options) {
    String folder = version.equals("3") ? NetworkSource.LAB_FOLDER : "/";
    return new NfsProtocol(NetworkSource.ownedByLab(folder), version, sync, options);
  }

  @Override
  public String word() {
    return "nfs";
  }

  @Override
  public String title() {
    return "NFS " + version;
  }

  @Override
  public String sourceText() {
    return source.bracketed() + ":" + source.folder();
  }

  @Override
  public String poolHost() {
    return source.bracketed();
  }

  @Override
  public String poolFolder() {
    return source.folder();
  }

  @Override
  public String versionXml() {
    return "<protocol ver='" + version + "'/>";
  }

  @Override
  public List<String> mountOptions(ImageFormat format) {
    List<String> all = new ArrayList<>(options);
    if (!MountOptions.has(options, "retry")) {
      // else mount.nfs tries a server that refuses for two minutes
      all.add("retry=0");
    }
    return all;
  }

  @Override
  public List<String> inEffect() {
    List<String> wanted = new ArrayList<>(List.of("vers=" + version));
    // a server may take less than rsize and wsize, and a mount of a server that is mounted already
    // shares its connections: neither says anything
    wanted.addAll(MountOptions.shown(options));
    return wanted;
  }

  @Override
  public Preparation.Server server() {
    return new Preparation.Server.Nfs(
        "rw," + exportWord() + ",no_root_squash,no_subtree_check,fsid=0");
  }

  @Override
  public String labService() {
    return word();
  }

  @Override
  public String sourceForm() {
    return "server:/export";
  }

  private String exportWord() {
    return sync ? "sync" : "async";
  }

  @Override
  public Durability durability() {
    if (!source.own()) {
      return Durability.UNKNOWN;
    }
    return sync ? Durability.SERVER : Durability.SERVER_MEMORY;
  }

  @Override
  public List<Requirement> clientRequirements() {
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement.KernelFilesystem("nfs"));
    if (!version.equals("3")) {
      needed.add(new Requirement.KernelModule("nfsv4"));
    }
    needed.add(new Requirement.Tool("mount.nfs", "nfs-common"));
    return needed;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("version", version);
    if (source.own()) {
      settings.put("export", exportWord());
    }
    return settings;
  }
}
