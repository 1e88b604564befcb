package io.poolbench.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of storage with its settings. It describes; {@code libvirt} and {@code run} carry out.
 * What it returns is a pure function of its settings and of the {@link Site}.
 */
public interface StorageBackend {
  /** As new. */
  Ageing NOT_AGED = new Ageing(0, false);

  /** Its label in plans, results and charts; unique in a scenario. */
  String name();

  /** Its word in a scenario, such as {@code dir}. */
  String kind();

  /** One line in words, such as {@code qcow2 image on ext4, directory pool}. */
  String description();

  /** Every setting with its default filled in, in a stable order, for disclosure. */
  Map<String, String> settings();

  /** The disk under test as this backend is to attach it. */
  DiskSpec disk();

  /** The format of the volume's content. */
  ImageFormat format();

  /** What is done before the pool is made. */
  Preparation preparation(Site site);

  /** The pool, or empty when the device is used directly. */
  Optional<PoolSpec> pool(Site site);

  VolumeSource volumeSource(Site site);

  /**
   * The usage of libvirt's secret that is to hold the passphrase of the volume's encryption; empty
   * when it has none.
   */
  default Optional<String> secret(Site site) {
    return Optional.empty();
  }

  /** What differs between backends in the guest's disk element. */
  DiskSource diskSource(Site site, Volume volume);

  /**
   * Options that the kernel must show for the pool's mount, such as {@code vers=4.2}, or the trial
   * fails: a server and a client may settle for less than was asked. {@code vers=4} is met by
   * {@code vers=4.2}.
   */
  default List<String> mountedAs() {
    return List.of();
  }

  /** How old it is made to look; for kinds that keep an image in a filesystem of their own. */
  default Ageing ageing() {
    return NOT_AGED;
  }

  /** Bytes that its image takes in its filesystem once all of the disk is written. */
  default long imageBytes() {
    return disk().sizeBytes();
  }

  /** What is allocated at once, for a fill in a random order. */
  default long firstWriteBytes() {
    return 64L << 10;
  }

  /** What is run once the disk is filled, while the guest has it; each must exit with 0. */
  default List<HostCommand> afterFill(Site site) {
    return List.of();
  }

  /** What the machine must offer, checked before anything is created. */
  List<Requirement> requirements();

  /**
   * Bytes of substrate needed for the disk with this backend's own overhead; 0 when its bytes end
   * elsewhere, see {@link #bytesEnd}.
   */
  long substrateBytes();

  /**
   * Bytes that it needs on each device beside the first, where the substrate's devices are used
   * together; none for a backend that is built on one.
   */
  default List<Long> furtherBytes() {
    return List.of();
  }

  /** Where a write that the guest has flushed is, as far as the settings tell. */
  Durability durability();

  /** On what its bytes end. */
  default BytesEnd bytesEnd() {
    return substrateBytes() > 0 ? BytesEnd.SUBSTRATE : BytesEnd.SERVER;
  }

  /** Whether its bytes end on the substrate, and nowhere else. */
  default boolean isOnSubstrate() {
    return bytesEnd() == BytesEnd.SUBSTRATE;
  }

  /** Bytes of this machine's memory that hold its disk, beside the guest's. */
  default long memoryBytes() {
    return 0;
  }
}
