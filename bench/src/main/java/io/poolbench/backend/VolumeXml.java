package io.poolbench.backend;

/** libvirt's storage volume XML (libvirt formatstorage). */
final class VolumeXml {
  private VolumeXml() {}

  /**
   * @param target content of the {@code <target>} element, or empty
   */
  static String of(String name, long capacityBytes, long allocationBytes, String target) {
    return "<volume><name>%s</name><capacity unit='B'>%d</capacity><allocation unit='B'>%d</allocation>%s</volume>"
        .formatted(
            Xml.escape(name),
            capacityBytes,
            allocationBytes,
            target.isEmpty() ? "" : "<target>" + target + "</target>");
  }
}
