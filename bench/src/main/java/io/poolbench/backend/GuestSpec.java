package io.poolbench.backend;

/**
 * All that a guest can see of its machine, the same for every backend of a run.
 *
 * @param vcpus virtual processors
 * @param memoryBytes guest memory
 * @param bus how the disk under test is attached, see {@link Bus}
 * @param queues virtqueues of the disk; set explicitly because libvirt's default follows vcpus
 */
public record GuestSpec(int vcpus, long memoryBytes, Bus bus, int queues) {
  public static final int MAX_VCPUS = 64;
  public static final long MIN_MEMORY_BYTES = 128L << 20;

  public GuestSpec {
    if (vcpus < 1 || vcpus > MAX_VCPUS) {
      throw new IllegalArgumentException("vcpus must be 1 to " + MAX_VCPUS + ", not " + vcpus);
    }
    if (memoryBytes < MIN_MEMORY_BYTES) {
      throw new IllegalArgumentException("memory must be at least 128MiB");
    }
    if (queues < 1 || queues > vcpus) {
      throw new IllegalArgumentException(
          "queues must be 1 to vcpus (" + vcpus + "), not " + queues);
    }
  }

  /** How the disk under test is attached; libvirt's own words. */
  public enum Bus {
    /** virtio-blk. */
    VIRTIO("virtio", "vda"),
    /** virtio-scsi, one controller. */
    SCSI("scsi", "sda");

    private final String word;
    private final String diskName;

    Bus(String word, String diskName) {
      this.word = word;
      this.diskName = diskName;
    }

    /** What the guest's kernel calls the first disk on it; there is no other. */
    public String diskName() {
      return diskName;
    }

    public String word() {
      return word;
    }
  }
}
