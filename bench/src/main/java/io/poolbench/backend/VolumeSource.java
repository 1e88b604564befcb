package io.poolbench.backend;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a trial's volume comes from. */
public sealed interface VolumeSource {
  /**
   * libvirt creates it in the pool.
   *
   * @param padding a volume that is created first and never used, only to align this one
   * @param xml libvirt's storage volume XML
   * @param preallocateMetadata passes {@code VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA}
   */
  record Created(Optional<Created> padding, String name, String xml, boolean preallocateMetadata)
      implements VolumeSource {}

  /**
   * Programs make it once the pool is there; for what libvirt cannot make.
   *
   * @param path where it is then
   */
  record Commanded(List<HostCommand> commands, Path path) implements VolumeSource {}

  /**
   * It is there, and everything on it may be overwritten.
   *
   * @param name in the pool
   * @param owned whether the run made what it lies on; else it is somebody's, and the guard has to
   *     let it pass
   */
  record Existing(String name, boolean owned) implements VolumeSource {}

  /**
   * A device of device-mapper that is there, and everything on it may be overwritten. A pool of
   * such calls it by its number, which says nothing.
   *
   * @param name below {@code /dev/mapper}
   * @param owned whether the run made it; else it is somebody's, and the guard has to let it pass
   */
  record Mapped(String name, boolean owned) implements VolumeSource {
    /** Where its device is. */
    public Path path() {
      return Path.of("/dev/mapper", name);
    }
  }

  /**
   * One that QEMU reaches by itself, without this machine's kernel.
   *
   * @param commands make it once the pool is there; none when it is there already
   * @param name in the pool
   */
  record Remote(List<HostCommand> commands, String name) implements VolumeSource {}

  /**
   * A LUN that is there and that only QEMU reaches; everything on it may be overwritten.
   *
   * @param name in the pool
   * @param owned whether the run made what it lies on; else it is somebody's, and has to be blank
   */
  record RemoteLun(String name, boolean owned) implements VolumeSource {}

  /**
   * Somebody's LUN of the pool's adapter, which the guard has to let pass before everything on it
   * may be overwritten. Found by what it calls itself, since its number follows the cabling.
   *
   * @param serial its unit serial number (SPC, VPD page 80h) as lsblk shows it; empty when it is
   *     found by its WWN
   * @param wwn 16 or 32 hexadecimal digits; empty when it is found by its serial number
   */
  record Lun(String serial, String wwn) implements VolumeSource {
    /** Whether a LUN with these is the one, such as {@code naa.5000c500a1b2c3d4}. */
    public boolean isCalled(String serialFound, String wwnFound) {
      return serial.isEmpty()
          ? wwnFound.toLowerCase(Locale.ROOT).replaceFirst("^(naa|eui)\\.", "").equals(wwn)
          : serialFound.equals(serial);
    }

    /** Its name in messages. */
    public String words() {
      return serial.isEmpty()
          ? "the LUN with WWN 0x" + wwn
          : "the LUN with serial number " + serial;
    }
  }

  /** The substrate's device itself, its first {@code sizeBytes}. */
  record WholeDevice(long sizeBytes) implements VolumeSource {}
}
