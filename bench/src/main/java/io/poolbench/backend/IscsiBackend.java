package io.poolbench.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A LUN of an iSCSI target, logged in to by a libvirt iscsi pool with the kernel's initiator. */
record IscsiBackend(String name, DiskSpec disk, IscsiOptions options) implements StorageBackend {
  static final BackendKind KIND =
      new BackendKind(
          "iscsi",
          "a LUN of an iSCSI target, which a libvirt iscsi pool logs in to",
          IscsiOptions.OPTIONS,
          List.of(Map.of(), Map.of("target", "iqn.2001-04.com.example:disk", "portal", "server")),
          (name, disk, options) -> new IscsiBackend(name, disk, IscsiOptions.from(options)));

  @Override
  public String kind() {
    return "iscsi";
  }

  @Override
  public String description() {
    return "LUN of " + (isOfTheLab() ? "the lab's own iSCSI target" : "an iSCSI target") + ", raw";
  }

  private boolean isOfTheLab() {
    return options.target().isEmpty();
  }

  @Override
  public Map<String, String> settings() {
    List<String> pairs = new ArrayList<>();
    pairs.addAll(List.of("target", options.target().orElse("lab")));
    pairs.addAll(List.of("portal", options.portal(), "lun", String.valueOf(options.lun())));
    pairs.addAll(List.of("CHAP", options.chap().map(c -> "user " + c.user()).orElse("off")));
    if (isOfTheLab()) {
      pairs.addAll(List.of("write cache", options.writeCache() ? "on" : "off"));
    }
    return Settings.of(disk, pairs.toArray(String[]::new));
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.RAW;
  }

  /** Names as RFC 7143 has them know neither upper case nor underscores, which runs' names do. */
  static String iqn(String poolName) {
    return "iqn.2024-01.io.poolbench:"
        + poolName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-")
        + "."
        + Integer.toHexString(poolName.hashCode());
  }

  private String iqn(Site site) {
    return options.target().orElseGet(() -> iqn(site.poolName()));
  }

  @Override
  public Preparation preparation(Site site) {
    return isOfTheLab()
        ? new Preparation.Target(iqn(site), options.chap(), options.writeCache())
        : new Preparation.None();
  }

  @Override
  public Optional<PoolSpec> pool(Site site) {
    String auth =
        options
            .chap()
            .map(
                chap ->
                    "<auth type='chap' username='%s'><secret usage='%s'/></auth>"
                        .formatted(Xml.escape(chap.user()), Xml.escape(site.poolName())))
            .orElse("");
    String xml =
        "<pool type='iscsi'><name>%s</name><source><host name='%s' port='%d'/><device path='%s'/>%s</source><target><path>/dev/disk/by-path</path></target></pool>"
            .formatted(
                Xml.escape(site.poolName()),
                Xml.escape(options.host()),
                options.port(),
                Xml.escape(iqn(site)),
                auth);
    return Optional.of(
        new PoolSpec(
            site.poolName(),
            "iscsi",
            xml,
            false,
            Optional.of(new Login(iqn(site), options.portal(), options.chap()))));
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    // as libvirt names it: SCSI bus, target and LUN, of which a session has one bus and target
    return new VolumeSource.Existing("unit:0:0:" + options.lun(), isOfTheLab());
  }

  @Override
  public DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.Block(volume.localPath(), disk.sizeBytes());
  }

  @Override
  public List<Requirement> requirements() {
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement.Root("to log in to a target"));
    needed.add(new Requirement.PoolType("iscsi"));
    needed.add(new Requirement.Tool("iscsiadm", "open-iscsi"));
    needed.add(new Requirement.KernelModule("iscsi_tcp"));
    needed.add(new Requirement.Udev("which names the LUN"));
    if (isOfTheLab()) {
      needed.add(
          new Requirement.LabServer(
              "iscsi", "add --on lab, or name a target of yours: target: iqn.…, portal: HOST"));
    }
    return needed;
  }

  /** tgt's rdwr store answers a flush after fdatasync(2) of the device, as strace(1) shows. */
  @Override
  public Durability durability() {
    return isOfTheLab() ? Durability.SERVER : Durability.UNKNOWN;
  }

  @Override
  public long substrateBytes() {
    return isOfTheLab() ? disk.sizeBytes() : 0;
  }
}
