package io.poolbench.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A LUN of an iSCSI target that QEMU logs in to by itself (libiscsi), as a libvirt iscsi-direct
 * pool lists it: nothing of it is on this machine's side of the kernel.
 */
record IscsiDirectBackend(String name, DiskSpec disk, IscsiOptions options, String initiator)
    implements StorageBackend {
  private static final String INITIATOR = "iqn.2024-01.io.poolbench:initiator";

  static final BackendKind KIND =
      new BackendKind(
          "iscsi-direct",
          "a LUN of an iSCSI target, which QEMU itself logs in to (libiscsi)",
          Stream.concat(
                  IscsiOptions.OPTIONS.stream(),
                  Stream.of(
                      new BackendKind.Option(
                          "initiator", List.of(), INITIATOR, "the name to log in with")))
              .toList(),
          List.of(Map.of(), Map.of("target", "iqn.2001-04.com.example:disk", "portal", "server")),
          IscsiDirectBackend::of);

  private static StorageBackend of(String name, DiskSpec disk, Map<String, String> options) {
    String initiator = options.getOrDefault("initiator", INITIATOR);
    if (!IscsiOptions.NAME.matcher(initiator).matches()) {
      throw new IllegalArgumentException(
          "initiator must be an initiator's name, such as iqn.2024-01.org.example:host1 (or eui.…,"
              + " naa.…), in lower case");
    }
    return new IscsiDirectBackend(name, disk, IscsiOptions.from(options), initiator);
  }

  @Override
  public String kind() {
    return "iscsi-direct";
  }

  @Override
  public String description() {
    return "LUN of "
        + (isOfTheLab() ? "the lab's own iSCSI target" : "an iSCSI target")
        + " by QEMU's initiator, raw";
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
    pairs.addAll(List.of("initiator", initiator));
    if (isOfTheLab()) {
      pairs.addAll(List.of("write cache", options.writeCache() ? "on" : "off"));
    }
    return Settings.of(disk, pairs.toArray(String[]::new));
  }

  @Override
  public ImageFormat format() {
    return ImageFormat.RAW;
  }

  private String iqn(Site site) {
    return options.target().orElseGet(() -> IscsiBackend.iqn(site.poolName()));
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
        "<pool type='iscsi-direct'><name>%s</name><source><host name='%s' port='%d'/><device path='%s'/>%s<initiator><iqn name='%s'/></initiator></source></pool>"
            .formatted(
                Xml.escape(site.poolName()),
                Xml.escape(options.host()),
                options.port(),
                Xml.escape(iqn(site)),
                auth,
                Xml.escape(initiator));
    return Optional.of(
        new PoolSpec(
            site.poolName(),
            "iscsi-direct",
            xml,
            false,
            Optional.of(new Login(iqn(site), options.portal(), options.chap(), false))));
  }

  @Override
  public VolumeSource volumeSource(Site site) {
    return new VolumeSource.RemoteLun("unit:0:0:" + options.lun(), isOfTheLab());
  }

  @Override
  public DiskSource diskSource(Site site, Volume volume) {
    return new DiskSource.IscsiLun(
        options.host(),
        options.port(),
        iqn(site),
        options.lun(),
        initiator,
        options.chap().map(Chap::user),
        site.poolName(),
        disk.sizeBytes());
  }

  @Override
  public List<Requirement> requirements() {
    List<Requirement> needed = new ArrayList<>();
    needed.add(new Requirement.Root("to blank the device, or lock the LUN"));
    needed.add(new Requirement.PoolType("iscsi-direct"));
    needed.add(new Requirement.QemuDriver("iscsi", "qemu-block-extra"));
    if (isOfTheLab()) {
      needed.add(
          new Requirement.LabServer(
              "iscsi", "add --on lab, or name a target of yours: target: iqn.…, portal: HOST"));
    } else {
      needed.add(new Requirement.Tool("qemu-io", "qemu-utils"));
    }
    return needed;
  }

  /** As for the kind {@code iscsi}: the same target answers. */
  @Override
  public Durability durability() {
    return isOfTheLab() ? Durability.SERVER : Durability.UNKNOWN;
  }

  @Override
  public long substrateBytes() {
    return isOfTheLab() ? disk.sizeBytes() : 0;
  }
}
