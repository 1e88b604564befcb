package io.poolbench.backend;

/**
 * All that a guest can see of its machine, the same for every backend of a run.
 *
 * @param vcpus virtual processors
 * @param memoryBytes guest memory
 * @param bus how the disk under test is attached, see {@link Bus}
 * @param queues virtqueues of the disk; set explicitly because libvirt's default follows vcpus
 * @param kernel which of the distribution's kernels it boots
 */
public record GuestSpec(int vcpus, long memoryBytes, Bus bus, int queues, Kernel kernel) {
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
    if (bus == Bus.SATA && (queues != 1 || kernel != Kernel.GENERIC)) {
      throw new IllegalArgumentException("sata has one queue and needs the generic kernel");
    }
  }

  /** With the kernel that is usual on the bus. */
  public GuestSpec(int vcpus, long memoryBytes, Bus bus, int queues) {
    this(vcpus, memoryBytes, bus, queues, bus.usualKernel());
  }

  /** Which of the distribution's kernels a guest boots. */
  public enum Kernel {
    /** The one for virtual machines: small, without drivers of real hardware. */
    CLOUD("cloud"),
    /** The one for every machine, with AHCI. */
    GENERIC("generic");

    private final String word;

    Kernel(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** How the disk under test is attached; libvirt's own words. */
  public enum Bus {
    /** virtio-blk. */
    VIRTIO("virtio", "vda"),
    /** virtio-scsi, one controller. */
    SCSI("scsi", "sda"),
    /** The AHCI controller that q35 has. */
    SATA("sata", "sda");

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

    /** Whether a disk comes and goes while the guest runs; else it is there from boot to end. */
    public boolean isHotPlugged() {
      return this != SATA;
    }

    /** The smallest kernel with a driver for it. */
    public Kernel usualKernel() {
      return this == SATA ? Kernel.GENERIC : Kernel.CLOUD;
    }
  }
}
