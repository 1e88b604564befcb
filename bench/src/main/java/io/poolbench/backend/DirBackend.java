package io.poolbench.backend;

import java.util.Optional;

/** An image in a directory, libvirt's default; the directory's filesystem is on the substrate. */
record DirBackend(String name, DiskSpec disk, Image image, Ageing ageing)
    implements ImageFileBackend {
  static final BackendKind KIND =
      new BackendKind(
          "dir",
          "an image in a directory, libvirt's default, on a filesystem mounted beforehand",
          Ageing.after(Image.OPTIONS),
          Image.SHOWN,
          (name, disk, options) ->
              new DirBackend(
                  name, disk, Image.from(options).madeByLibvirt(), Ageing.from(options)));

  @Override
  public String kind() {
    return "dir";
  }

  @Override
  public String description() {
    return image.words() + " image on " + image.filesystem().word() + ", directory pool";
  }

  @Override
  public Preparation preparation(Site site) {
    return new Preparation.MakeFilesystem(image.filesystem(), true);
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String xml =
        "<pool type='dir'><name>%s</name><target><path>%s</path></target></pool>"
            .formatted(Xml.escape(site.poolName()), Xml.escape(site.mountPoint().toString()));
    return Optional.of(new PoolSpec(site.poolName(), "dir", xml, false));
  }
}
