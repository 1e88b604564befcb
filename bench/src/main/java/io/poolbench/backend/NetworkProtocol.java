package io.poolbench.backend;

import java.util.List;
import java.util.Map;

/** What differs between the protocols by which a server's folder is mounted. */
sealed interface NetworkProtocol permits NfsProtocol, CifsProtocol, GlusterProtocol {
  /** The kernel's word for the filesystem, which is libvirt's for the pool's format. */
  String word();

  /** The protocol with its version, as people say it. */
  String title();

  NetworkSource source();

  /** The source as people write it. */
  String sourceText();

  /** The host as libvirt is told. */
  String poolHost();

  /** The folder as libvirt is told. */
  String poolFolder();

  /** libvirt's element for the version, or empty. */
  String versionXml();

  /** Options for mount(8), beside those that libvirt adds itself. */
  List<String> mountOptions(ImageFormat format);

  /** Options that the kernel must show once it is mounted; see {@link StorageBackend#mountedAs}. */
  List<String> inEffect();

  /** How the lab's own server is to serve the folder. */
  Preparation.Server server();

  /** The lab's service that serves it; see {@link Requirement.LabServer}. */
  String labService();

  /** What a server of the user's is written as, in words. */
  String sourceForm();

  Durability durability();

  /** What a client needs, beside what every network filesystem does. */
  List<Requirement> clientRequirements();

  /** Its settings for disclosure. */
  Map<String, String> settings();
}
