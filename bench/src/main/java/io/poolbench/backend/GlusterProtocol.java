package io.poolbench.backend;

import java.util.List;
import java.util.Map;

/**
 * GlusterFS by its own client, mounted through FUSE (mount.glusterfs(8)).
 *
 * @param options those of {@code mount_options}
 */
record GlusterProtocol(NetworkSource source, List<String> options) implements NetworkProtocol {
  /** How the lab's own is served: gluster(8) takes any address for a brick's but 127.0.0.1. */
  static final Preparation.Server.Gluster SERVER =
      new Preparation.Server.Gluster("127.0.1.1", "poolbench");

  /** The volume of the lab's own server. */
  static final NetworkSource LAB_SOURCE =
      new NetworkSource(SERVER.host(), "/" + SERVER.volume(), true);

  static GlusterProtocol ownedByLab(List<String> options) {
    return new GlusterProtocol(LAB_SOURCE, options);
  }

  @Override
  public String word() {
    return "glusterfs";
  }

  @Override
  public String title() {
    return "GlusterFS";
  }

  @Override
  public String sourceText() {
    return source.host() + ":" + source.folder();
  }

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
    return options;
  }

  /** FUSE shows none of the client's own options. */
  @Override
  public List<String> inEffect() {
    return List.of();
  }

  @Override
  public Preparation.Server server() {
    return SERVER;
  }

  @Override
  public String labService() {
    return "gluster";
  }

  @Override
  public String sourceForm() {
    return "server:/volume";
  }

  /**
   * The client sends what it has put off before a flush (write-behind), and the brick answers that
   * after fdatasync(2) or fsync(2) of its file, as strace(1) of glusterfsd 10.3 shows.
   */
  @Override
  public Durability durability() {
    return source.own() ? Durability.SERVER : Durability.UNKNOWN;
  }

  @Override
  public List<Requirement> clientRequirements() {
    return List.of(
        new Requirement.KernelFilesystem("fuse"),
        new Requirement.Tool("mount.glusterfs", "glusterfs-client"));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }
}
