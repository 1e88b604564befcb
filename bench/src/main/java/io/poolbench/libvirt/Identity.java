package io.poolbench.libvirt;

import io.poolbench.lease.Creation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.Secret;
import org.libvirt.StoragePool;

/**
 * A UUID that is chosen and journalled before a guest or pool is made, so that only what the run
 * itself made is ever taken down: another run's may bear the same name.
 */
final class Identity {
  private static final String KEY = "uuid";

  private final String uuid = UUID.randomUUID().toString();

  Creation creation(String kind, String name, String uri) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("uri", uri);
    details.put(KEY, uuid);
    return new Creation(kind, name, details);
  }

  String uuid() {
    return uuid;
  }

  /** A domain's or pool's XML with the UUID in it. */
  String in(String xml) {
    return xml.replaceFirst("</name>", "</name><uuid>" + uuid + "</uuid>");
  }

  /** The guest that was created; by its name in journals that were written without UUIDs. */
  static Domain domain(Connect connect, Creation creation) throws LibvirtException {
    String uuid = creation.details().get(KEY);
    return uuid == null
        ? connect.domainLookupByName(creation.id())
        : connect.domainLookupByUUIDString(uuid);
  }

  /** The pool that was created; by its name in journals that were written without UUIDs. */
  static StoragePool pool(Connect connect, Creation creation) throws LibvirtException {
    String uuid = creation.details().get(KEY);
    return uuid == null
        ? connect.storagePoolLookupByName(creation.id())
        : connect.storagePoolLookupByUUIDString(uuid);
  }

  /** The secret that was created. */
  static Secret secret(Connect connect, Creation creation) throws LibvirtException {
    return connect.secretLookupByUUIDString(creation.details().get(KEY));
  }
}
