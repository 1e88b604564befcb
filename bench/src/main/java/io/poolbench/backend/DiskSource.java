package io.poolbench.backend;

import java.nio.file.Path;
import java.util.Optional;

/** What differs between backends in the guest's disk element. */
public sealed interface DiskSource {
  /** The image's format as QEMU is told. */
  ImageFormat format();

  /** libvirt's disk type: {@code file}, {@code block} or {@code network}. */
  String type();

  /** The {@code <source>} element. */
  String sourceXml();

  /** What the {@code <driver>} element holds beside its attributes, or empty. */
  default String driverXml() {
    return "";
  }

  /** What qemu-img(1) calls it; empty for a device, every part of which is there. */
  default Optional<String> image() {
    return Optional.empty();
  }

  /**
   * An image file.
   *
   * @param metadataCacheBytes the most that QEMU keeps of qcow2's tables in memory; 0 leaves it to
   *     QEMU
   * @param secret the usage of libvirt's secret that holds the passphrase of its LUKS; empty when
   *     it is not encrypted
   */
  record File(Path path, ImageFormat format, long metadataCacheBytes, Optional<String> secret)
      implements DiskSource {
    public File(Path path, ImageFormat format) {
      this(path, format, 0, Optional.empty());
    }

    @Override
    public String driverXml() {
      return metadataCache(metadataCacheBytes);
    }

    @Override
    public Optional<String> image() {
      return Optional.of(path.toString());
    }

    @Override
    public String type() {
      return "file";
    }

    @Override
    public String sourceXml() {
      String file = "<source file='" + Xml.escape(path.toString()) + "'";
      return secret.isEmpty() ? file + "/>" : file + ">" + encryption(secret) + "</source>";
    }
  }

  /**
   * A block device, of which the guest sees the first {@code sizeBytes}, so that its disk has the
   * same size as on every other backend.
   */
  record Block(Path path, long sizeBytes) implements DiskSource {
    @Override
    public ImageFormat format() {
      return ImageFormat.RAW;
    }

    @Override
    public String type() {
      return "block";
    }

    @Override
    public String sourceXml() {
      return "<source dev='" + Xml.escape(path.toString()) + "'>" + slice(sizeBytes) + "</source>";
    }
  }

  private static String slice(long sizeBytes) {
    return "<slices><slice type='storage' offset='0' size='" + sizeBytes + "'/></slices>";
  }

  /**
   * libvirt's element for LUKS (libvirt formatstorageencryption), or empty.
   *
   * @param secret the usage of the secret with the passphrase
   */
  static String encryption(Optional<String> secret) {
    return secret
        .map(
            usage ->
                "<encryption format='luks'><secret type='passphrase' usage='%s'/></encryption>"
                    .formatted(Xml.escape(usage)))
        .orElse("");
  }

  private static String metadataCache(long bytes) {
    return bytes == 0
        ? ""
        : "<metadata_cache><max_size unit='bytes'>" + bytes + "</max_size></metadata_cache>";
  }

  /**
   * An image in a Gluster volume, by libgfapi.
   *
   * @param name the volume, a slash, and the image's path in it
   * @param metadataCacheBytes as for a {@link File}
   */
  record Gluster(String host, int port, String name, ImageFormat format, long metadataCacheBytes)
      implements DiskSource {
    @Override
    public String driverXml() {
      return metadataCache(metadataCacheBytes);
    }

    @Override
    public Optional<String> image() {
      return Optional.of("gluster://" + host + ":" + port + "/" + name);
    }

    @Override
    public String type() {
      return "network";
    }

    @Override
    public String sourceXml() {
      return "<source protocol='gluster' name='"
          + Xml.escape(name)
          + "'><host name='"
          + Xml.escape(host)
          + "' port='"
          + port
          + "'/></source>";
    }
  }

  /**
   * A LUN by QEMU's own initiator (libiscsi), of which the guest sees the first {@code sizeBytes}.
   *
   * @param target its IQN
   * @param initiator the IQN that it is logged in with
   * @param chap whom libvirt's secret of the usage {@code secretUsage} belongs to
   */
  record IscsiLun(
      String host,
      int port,
      String target,
      int lun,
      String initiator,
      Optional<String> chap,
      String secretUsage,
      long sizeBytes)
      implements DiskSource {
    @Override
    public ImageFormat format() {
      return ImageFormat.RAW;
    }

    @Override
    public String type() {
      return "network";
    }

    @Override
    public String sourceXml() {
      String auth =
          chap.map(
                  user ->
                      "<auth username='%s'><secret type='iscsi' usage='%s'/></auth>"
                          .formatted(Xml.escape(user), Xml.escape(secretUsage)))
              .orElse("");
      return "<source protocol='iscsi' name='%s/%d'><host name='%s' port='%d'/>%s%s<initiator><iqn name='%s'/></initiator></source>"
          .formatted(
              Xml.escape(target),
              lun,
              Xml.escape(host),
              port,
              auth,
              slice(sizeBytes),
              Xml.escape(initiator));
    }
  }
}
