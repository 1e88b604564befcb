package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image that no storage pool knows of, made by qemu-img(1) on a filesystem of the substrate. */
record FileBackend(String name, DiskSpec disk, Image image, Ageing ageing)
    implements ImageFileBackend {
  static final BackendKind KIND =
      new BackendKind(
          "file",
          "an image without a storage pool, made by qemu-img on a filesystem mounted beforehand",
          Ageing.after(Image.OPTIONS),
          Image.SHOWN,
          (name, disk, options) ->
              new FileBackend(name, disk, Image.from(options), Ageing.from(options)));

  @Override
  public String kind() {
    return "file";
  }

  @Override
  public String description() {
    return image.words() + " image on " + image.filesystem().word() + ", no pool";
  }

  @Override
  public Preparation preparation(Site site) {
    return new Preparation.MakeFilesystem(image.filesystem(), true);
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    return Optional.empty();
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    Path path = site.mountPoint().resolve("disk." + format().word());
    return new VolumeSource.Commanded(List.of(image.creation(disk, path.toString())), path);
  }

  @Override
  public List<Requirement> requirements() {
    List<Requirement> needed = new ArrayList<>(ImageFileBackend.super.requirements());
    needed.removeIf(Requirement.PoolType.class::isInstance);
    needed.add(new Requirement.Tool("qemu-img", "qemu-utils"));
    return needed;
  }
}
