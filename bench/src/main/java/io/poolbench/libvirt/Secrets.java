package io.poolbench.libvirt;

import io.poolbench.backend.Xml;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.nio.charset.StandardCharsets;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.Secret;

/**
 * Passwords that libvirt is told for as long as it needs them: in its memory, and not told again.
 */
final class Secrets {
  private Secrets() {}

  /** What a secret is for: libvirt looks one up by type and usage. */
  enum Type {
    ISCSI("iscsi", "target"),
    VOLUME("volume", "volume");

    private final String word;
    private final String element;

    Type(String word, String element) {
      this.word = word;
      this.element = element;
    }
  }

  /** Defines an ephemeral, private secret. */
  static Lease define(Journal journal, Connection connection, Type type, String usage, String value)
      throws Exception {
    Identity identity = new Identity();
    String xml =
        "<secret ephemeral='yes' private='yes'><uuid>%s</uuid><description>of a poolbench run</description><usage type='%s'><%s>%s</%s></usage></secret>"
            .formatted(identity.uuid(), type.word, type.element, Xml.escape(usage), type.element);
    return journal.acquire(
        identity.creation(SecretUndoer.KIND, usage, connection.uri()),
        () ->
            connection.ask(
                "define the secret " + usage,
                connect -> {
                  Secret secret = connect.secretDefineXML(xml);
                  try {
                    secret.setValue(value.getBytes(StandardCharsets.US_ASCII));
                  } finally {
                    secret.free();
                  }
                  return true;
                }));
  }

  /** Makes libvirt forget it. */
  static void undefine(Connect connect, Creation creation) throws LibvirtException {
    Secret secret = Identity.secret(connect, creation);
    try {
      secret.undefine();
    } finally {
      secret.free();
    }
  }
}
