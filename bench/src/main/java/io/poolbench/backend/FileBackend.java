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
    return image.format().word() + " image on " + image.filesystem().word() + ", no pool";
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
    return new VolumeSource.Commanded(
        List.of(
            HostCommand.of(
                "qemu-img",
                "create",
                "-q",
                "-f",
                format().word(),
                "-o",
                options(),
                path.toString(),
                String.valueOf(disk.sizeBytes()))),
        path);
  }

  /** As {@link Image#volume} has libvirt pass them to the same program. */
  private String options() {
    List<String> options = new ArrayList<>();
    options.add("preallocation=" + image.preallocation().word());
    if (format() == ImageFormat.QCOW2) {
      options.add("compat=1.1");
      options.add("cluster_size=" + image.clusterBytes());
      options.add("extended_l2=" + (image.subclusters() ? "on" : "off"));
    }
    if (image.nocow()) {
      options.add("nocow=on");
    }
    return String.join(",", options);
  }

  @Override
  public List<Requirement> requirements() {
    List<Requirement> needed = new ArrayList<>(ImageFileBackend.super.requirements());
    needed.removeIf(Requirement.PoolType.class::isInstance);
    needed.add(new Requirement.Tool("qemu-img", "qemu-utils"));
    return needed;
  }
}
