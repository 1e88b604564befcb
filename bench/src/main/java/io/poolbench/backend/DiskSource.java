package io.poolbench.backend;

import java.nio.file.Path;

/** What differs between backends in the guest's disk element. */
public sealed interface DiskSource {
  /** The image's format as QEMU is told. */
  ImageFormat format();

  /** libvirt's disk type: {@code file} or {@code block}. */
  String type();

  /** The {@code <source>} element. */
  String sourceXml();

  /** What the {@code <driver>} element holds beside its attributes, or empty. */
  default String driverXml() {
    return "";
  }

  /**
   * An image file.
   *
   * @param metadataCacheBytes the most that QEMU keeps of qcow2's tables in memory; 0 leaves it to
   *     QEMU
   */
  record File(Path path, ImageFormat format, long metadataCacheBytes) implements DiskSource {
    public File(Path path, ImageFormat format) {
      this(path, format, 0);
    }

    @Override
    public String driverXml() {
      return metadataCacheBytes == 0
          ? ""
          : "<metadata_cache><max_size unit='bytes'>"
              + metadataCacheBytes
              + "</max_size></metadata_cache>";
    }

    @Override
    public String type() {
      return "file";
    }

    @Override
    public String sourceXml() {
      return "<source file='" + Xml.escape(path.toString()) + "'/>";
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
      return "<source dev='"
          + Xml.escape(path.toString())
          + "'><slices><slice type='storage' offset='0' size='"
          + sizeBytes
          + "'/></slices></source>";
    }
  }
}
