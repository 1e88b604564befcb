package io.poolbench.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A LUN of a SCSI host adapter, which a libvirt scsi pool lists. */
record ScsiBackend(String name, DiskSpec disk, ScsiOptions options) implements StorageBackend {
  static final BackendKind KIND =
      new BackendKind(
          "scsi",
          "a LUN of a SCSI host adapter, which a libvirt scsi pool lists",
          ScsiOptions.OPTIONS,
          List.of(Map.of(), Map.of("adapter", "host0", "serial", "S1")),
          (name, disk, options) -> new ScsiBackend(name, disk, ScsiOptions.from(options)));

  @Override
  public String kind() {
    return "scsi";
  }

  @Override
  public String description() {
    return isOfTheLab()
        ? "RAM disk of scsi_debug as a LUN, raw; not for speed"
        : "LUN of a SCSI host adapter, raw";
  }

  private boolean isOfTheLab() {
    return options.adapter().isEmpty();
  }

  @Override
  public Map<String, String> settings() {
    return options
        .adapter()
        .map(
            adapter ->
                Settings.of(
                    disk,
                    "adapter",
                    adapter.words(),
                    "LUN",
                    options.lun().map(VolumeSource.Lun::words).orElse("")))
        .orElseGet(
            () ->
                Settings.of(
                    disk,
                    "adapter",
                    "lab",
                    "RAM disk of scsi_debug",
                    "for conformance only: it answers at once, as no device does"));
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.RAW;
  }

  @Override
  public Preparation preparation(Site site) {
    return isOfTheLab() ? new Preparation.RamDisk(memoryBytes()) : new Preparation.None();
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    // by-path would do as well, but what has no link there is waited for 10 s
    String xml =
        "<pool type='scsi'><name>%s</name><source>%s</source><target><path>/dev/disk/by-id</path></target></pool>"
            .formatted(
                Xml.escape(site.poolName()),
                options
                    .adapter()
                    .map(ScsiBackend::adapterXml)
                    .orElseGet(() -> byName(site.adapter())));
    return Optional.of(new PoolSpec(site.poolName(), "scsi", xml, false));
  }

  private static String byName(String host) {
    return "<adapter type='scsi_host' name='%s'/>".formatted(Xml.escape(host));
  }

  private static String adapterXml(ScsiOptions.Adapter adapter) {
    var pci = ScsiOptions.PCI.matcher(adapter.name());
    return pci.matches()
        ? "<adapter type='scsi_host'><parentaddr unique_id='%s'><address domain='0x%s' bus='0x%s' slot='0x%s' function='0x%s'/></parentaddr></adapter>"
            .formatted(adapter.uniqueId(), pci.group(1), pci.group(2), pci.group(3), pci.group(4))
        : byName(adapter.name());
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    // libvirt's name of the first LUN: SCSI bus, target and LUN
    return options
        .lun()
        .<VolumeSource>map(lun -> lun)
        .orElseGet(() -> new VolumeSource.Existing("unit:0:0:0", true));
  }

  @Override
  public DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.Block(volume.localPath(), disk.sizeBytes());
  }

  @Override
  public List<Requirement> requirements() {
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement.Root("to have an adapter scanned"));
    needed.add(new Requirement.PoolType("scsi"));
    needed.add(new Requirement.KernelModule("sd_mod"));
    needed.add(new Requirement.Udev("which names the LUN"));
    if (isOfTheLab()) {
      needed.add(new Requirement.KernelModule("scsi_debug"));
      needed.add(
          new Requirement.Lab(
              "a RAM disk is made in a lab only",
              "add --on lab, or name an adapter of yours: adapter: hostN, serial: …"));
    }
    return needed;
  }

  /** A LUN of yours is told to flush, as a device that is passed through is. */
  @Override
  public Durability durability() {
    return isOfTheLab() ? Durability.MEMORY : Durability.DEVICE;
  }

  @Override
  public long substrateBytes() {
    return 0;
  }

  @Override
  public BytesEnd bytesEnd() {
    return isOfTheLab() ? BytesEnd.MEMORY : BytesEnd.ADAPTER;
  }

  /** Whole MiB, as every disk has, and as scsi_debug takes. */
  @Override
  public long memoryBytes() {
    return isOfTheLab() ? disk.sizeBytes() : 0;
  }
}
