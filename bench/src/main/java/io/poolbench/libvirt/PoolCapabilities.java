package io.poolbench.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;

/** The one libvirt call for pool types, which libvirt-java lacks. */
final class PoolCapabilities {
  private PoolCapabilities() {}

  interface Calls extends Library {
    Calls LIBVIRT = Native.load("virt", Calls.class);

    Pointer virConnectOpenReadOnly(String uri);

    Pointer virConnectGetStoragePoolCapabilities(Pointer connection, int flags);

    int virConnectClose(Pointer connection);
  }

  /**
   * libvirt's storage pool capabilities XML.
   *
   * @param connect tells the URI; its own handle is out of reach, so a second connection is made
   */
  static String xml(Connect connect) throws LibvirtException {
    Pointer connection = Calls.LIBVIRT.virConnectOpenReadOnly(connect.getURI());
    if (connection == null) {
      throw new HypervisorException("no second connection to " + connect.getURI());
    }
    try {
      Pointer text = Calls.LIBVIRT.virConnectGetStoragePoolCapabilities(connection, 0);
      if (text == null) {
        return "";
      }
      String xml = text.getString(0);
      Native.free(Pointer.nativeValue(text));
      return xml;
    } finally {
      Calls.LIBVIRT.virConnectClose(connection);
    }
  }
}
