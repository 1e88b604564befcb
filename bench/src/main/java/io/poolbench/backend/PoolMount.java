package io.poolbench.backend;

import java.util.List;

/** libvirt's element for the options that a pool mounts with (libvirt formatstorage). */
final class PoolMount {
  /** What the pool's own element needs for it. */
  static final String NAMESPACE = " xmlns:fs='http://libvirt.org/schemas/storagepool/fs/1.0'";

  private PoolMount() {}

  /** The element, or nothing where there are no options. */
  static String optionsXml(List<String> options) {
    StringBuilder xml = new StringBuilder();
    for (String option : options) {
      xml.append("<fs:option name='").append(Xml.escape(option)).append("'/>");
    }
    return xml.isEmpty() ? "" : "<fs:mount_opts>" + xml + "</fs:mount_opts>";
  }
}
