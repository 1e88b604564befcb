package io.poolbench.backend;

import java.util.Optional;

/** An image in a filesystem on the substrate's device, mounted by a libvirt {@code fs} pool. */
record FsBackend(String name, DiskSpec disk, Image image, Ageing ageing)
    implements ImageFileBackend {
  static final BackendKind KIND =
      new BackendKind(
          "fs",
          "an image in a filesystem that a libvirt fs pool mounts from the device",
          Ageing.after(Image.OPTIONS),
          Image.SHOWN,
          (name, disk, options) ->
              new FsBackend(name, disk, Image.from(options).madeByLibvirt(), Ageing.from(options)));

  @Override
  public String kind() {
    return "fs";
  }

  @Override
  public String description() {
    return image.words() + " image on " + image.filesystem().word() + ", filesystem pool";
  }

  @Override
  public Preparation preparation(Site site) {
    return new Preparation.MakeFilesystem(image.filesystem(), false);
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String options = PoolMount.optionsXml(image.filesystem().mountOptions());
    String xml =
        "<pool type='fs'%s><name>%s</name><source><device path='%s'/><format type='%s'/></source><target><path>%s</path></target>%s</pool>"
            .formatted(
                options.isEmpty() ? "" : PoolMount.NAMESPACE,
                Xml.escape(site.poolName()),
                Xml.escape(site.device().toString()),
                image.filesystem().poolFormat(),
                Xml.escape(site.mountPoint().toString()),
                options);
    return Optional.of(new PoolSpec(site.poolName(), "fs", xml, false));
  }
}
