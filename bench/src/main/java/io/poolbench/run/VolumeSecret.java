package io.poolbench.run;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.HostCommand;
import io.poolbench.backend.Passphrase;
import io.poolbench.backend.Site;
import io.poolbench.backend.StorageBackend;
import io.poolbench.host.Command;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.measure.AllocationCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The passphrase of a trial's volume, and who is told; none for a volume that is not encrypted. */
final class VolumeSecret {
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(5);

  /**
   * QEMU times the derivation of its key to choose what it costs, and gives up where the kernel
   * counted none of that time to the program itself (crypto/pbkdf.c), which is a matter of chance.
   */
  private static final String UNTIMED = "Unable to get accurate CPU usage";

  private static final int ATTEMPTS = 5;

  private final Optional<Passphrase> passphrase;

  private VolumeSecret(Optional<Passphrase> passphrase) {
    this.passphrase = passphrase;
  }

  /** A new one where the backend's volume is to have one. */
  static VolumeSecret of(StorageBackend backend, Site site) {
    return new VolumeSecret(backend.secret(site).map(usage -> Passphrase.random()));
  }

  /** Tells libvirt, for as long as the lease is there. */
  Optional<Lease> define(Journal journal, Hypervisor hypervisor, StorageBackend backend, Site site)
      throws Exception {
    if (passphrase.isEmpty()) {
      return Optional.empty();
    }
    String usage = backend.secret(site).orElseThrow();
    return Optional.of(hypervisor.defineSecret(journal, usage, passphrase.get()));
  }

  /** Runs programs, each of which must succeed; one that asks for the passphrase gets it. */
  void run(List<HostCommand> commands) throws InterruptedException {
    for (HostCommand command : commands) {
      String input = command.readsPassphrase() ? passphrase.orElseThrow().text() : "";
      timed(() -> Command.check(COMMAND_LIMIT, command.words(), input));
    }
  }

  /** Something that makes an encrypted volume, and can fail; again where only QEMU's clock did. */
  interface Making<T> {
    T make() throws InterruptedException;
  }

  /** Makes a volume, several times where QEMU could not time its key. */
  static <T> T timed(Making<T> making) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return making.make();
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains(UNTIMED)) {
          throw e;
        }
      }
    }
  }

  /** How much of what the guest is given was written. */
  AllocationCheck.Looked allocation(DiskSource source, long sizeBytes) throws InterruptedException {
    if (source.image().isEmpty()) {
      return AllocationCheck.ofDevice(sizeBytes);
    }
    String image = source.image().get();
    String format = source.format().word();
    return passphrase.isEmpty()
        ? AllocationCheck.ofImage(image, format, sizeBytes)
        : AllocationCheck.ofEncrypted(image, format, passphrase.get().text(), sizeBytes);
  }
}
