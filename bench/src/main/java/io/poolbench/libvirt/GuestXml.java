package io.poolbench.libvirt;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.Xml;
import java.nio.file.Path;

/** libvirt's domain XML of a guest without its disk, the same for every backend. */
public final class GuestXml {
  /** Namespace of the element that marks a guest as a run's. */
  static final String NAMESPACE = "https://poolbench.io/xmlns/run/1";

  /** Number of the one I/O thread that every guest has, whether its disk uses it or not. */
  static final int IOTHREAD = 1;

  private static final int SPARE_PORTS = 4;
  private static final String DEVICES_END = "  </devices>";

  private GuestXml() {}

  /**
   * The XML of a guest.
   *
   * @param kvm whether the processor is virtualised by KVM or emulated by TCG
   * @param run the run's id, kept in the guest's metadata
   * @param console file for the guest's console
   */
  public static String of(
      String name,
      String run,
      GuestSpec guest,
      boolean kvm,
      Path kernel,
      Path initrd,
      Path console) {
    return """
        <domain type='%s'>
          <name>%s</name>
          <metadata><poolbench:run xmlns:poolbench='%s'>%s</poolbench:run></metadata>
          <memory unit='KiB'>%d</memory>
          %s
          <iothreads>%d</iothreads>
          <os>
            <type arch='x86_64' machine='q35'>hvm</type>
            <kernel>%s</kernel>
            <initrd>%s</initrd>
            <cmdline>console=ttyS0 quiet loglevel=4 panic=-1 rootfstype=ramfs random.trust_cpu=on mitigations=off no_timer_check%s</cmdline>
          </os>
          <features><acpi/></features>
          %s
          <clock offset='utc'/>
          <on_poweroff>destroy</on_poweroff>
          <on_reboot>destroy</on_reboot>
          <on_crash>destroy</on_crash>
          <devices>
            <emulator>/usr/bin/qemu-system-x86_64</emulator>
            <controller type='pci' model='pcie-root'/>
            %s
            <controller type='usb' model='none'/>
            <controller type='virtio-serial' index='0'/>%s
            <serial type='file'><source path='%s'/></serial>
            <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
            <memballoon model='none'/>
          </devices>
        </domain>
        """
        .formatted(
            kvm ? "kvm" : "qemu",
            Xml.escape(name),
            NAMESPACE,
            Xml.escape(run),
            guest.memoryBytes() >> 10,
            vcpus(guest, kvm),
            IOTHREAD,
            Xml.escape(kernel.toString()),
            Xml.escape(initrd.toString()),
            hasSpareProcessor(guest, kvm) ? " nr_cpus=1" : "",
            kvm ? "<cpu mode='host-passthrough'/>" : "<cpu mode='maximum'/>",
            "<controller type='pci' model='pcie-root-port'/>".repeat(SPARE_PORTS),
            scsi(guest),
            Xml.escape(console.toString()));
  }

  /** The XML of a guest that has the disk under test from the start. */
  public static String withDisk(
      String guestXml, GuestSpec guest, DiskSpec disk, DiskSource source) {
    return guestXml.replace(DEVICES_END, DiskXml.of(guest, disk, source).indent(4) + DEVICES_END);
  }

  private static String vcpus(GuestSpec guest, boolean kvm) {
    return hasSpareProcessor(guest, kvm)
        ? "<vcpu placement='static' current='1'>2</vcpu>"
        : "<vcpu placement='static'>" + guest.vcpus() + "</vcpu>";
  }

  /**
   * TCG leaves the guest's memory barriers out when there can be one processor only, though QEMU's
   * own threads serve the disk beside it. Then a completion now and then raises no interrupt, and
   * the disk stands still for good. Room for a second processor keeps them in (QEMU, {@code
   * CF_PARALLEL}). It is never plugged, and the guest's kernel is told so: with two it would not
   * trust the clock of an emulated processor.
   */
  private static boolean hasSpareProcessor(GuestSpec guest, boolean kvm) {
    return !kvm && guest.vcpus() == 1;
  }

  /** The controller to which the disk is plugged; a guest with virtio-blk has none. */
  private static String scsi(GuestSpec guest) {
    return guest.bus() == GuestSpec.Bus.SCSI
        ? "\n    <controller type='scsi' index='0' model='virtio-scsi'><driver queues='"
            + guest.queues()
            + "'/></controller>"
        : "";
  }
}
