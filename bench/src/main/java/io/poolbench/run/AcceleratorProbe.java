package io.poolbench.run;

import io.poolbench.backend.GuestSpec;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.GuestChannel;
import io.poolbench.host.Command;
import io.poolbench.lease.Abandoned;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Reaper;
import io.poolbench.lease.Undoers;
import io.poolbench.libvirt.GuestDomain;
import io.poolbench.libvirt.GuestXml;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.result.Accelerator;
import io.poolbench.substrate.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whether KVM really works here. {@code /dev/kvm} proves nothing: it exists on machines on which no
 * guest boots with it. So the appliance is booted with it, and the proof kept for this kernel and
 * this QEMU.
 */
public final class AcceleratorProbe {
  private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);
  private static final GuestSpec GUEST = new GuestSpec(1, 256L << 20, GuestSpec.Bus.VIRTIO, 1);
  private static final Path TEMPORARY = Path.of("/tmp");

  private final Hypervisor hypervisor;
  private final Undoers undoers;
  private final Path cache;

  /**
   * @param cache folder in which the answer is kept
   */
  public AcceleratorProbe(Hypervisor hypervisor, Undoers undoers, Path cache) {
    this.hypervisor = hypervisor;
    this.undoers = undoers;
    this.cache = cache;
  }

  /**
   * The answer, with its reason.
   *
   * @param reason why it is not KVM, or how KVM was proven
   */
  public record Answer(Accelerator accelerator, String reason) {}

  /** Where probes keep their journals while they go on, as runs do in the results' folder. */
  public static Path journals(Path cache) {
    return cache.resolve("probes");
  }

  /** Proves KVM or falls back to TCG. */
  public Answer probe(Appliance appliance) throws InterruptedException, IOException {
    String refused = quickRefusal();
    if (!refused.isEmpty()) {
      return new Answer(Accelerator.TCG, refused);
    }
    Path kept = cache.resolve("kvm-" + key());
    if (Files.isRegularFile(kept)) {
      List<String> lines = Files.readAllLines(kept);
      return new Answer(
          Accelerator.valueOf(lines.get(0)), lines.size() > 1 ? lines.get(1) : "proven before");
    }
    Answer answer = boot(appliance, true);
    // a no is not kept: it may have been a busy machine's, and would make every later run emulate
    if (answer.accelerator() == Accelerator.KVM) {
      keep(kept, answer);
    }
    return answer;
  }

  /** Whole or not at all: another run may read it now. */
  private void keep(Path kept, Answer answer) throws IOException {
    Files.createDirectories(cache);
    Path beside = Files.createTempFile(cache, "kvm", ".part");
    Files.writeString(beside, answer.accelerator().name() + "\n" + answer.reason() + "\n");
    Files.move(beside, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Why KVM cannot work, found without booting anything; empty when it may. */
  private static String quickRefusal() throws IOException {
    if (!Files.exists(Path.of("/dev/kvm"))) {
      return "there is no /dev/kvm";
    }
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      if (lines.noneMatch(l -> l.startsWith("flags") && l.matches(".*\\b(vmx|svm)\\b.*"))) {
        return "the processor shows neither vmx nor svm, though /dev/kvm exists";
      }
    }
    return "";
  }

  private String key() throws IOException {
    String kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    return (kernel + "-qemu-" + hypervisor.versions().get("QEMU"))
        .replaceAll("[^A-Za-z0-9.+_-]", "_");
  }

  /**
   * Boots the appliance once, and takes down what that made.
   *
   * @param kvm false to boot it emulated
   */
  Answer boot(Appliance appliance, boolean kvm) throws InterruptedException, IOException {
    Path journals = journals(cache);
    new Reaper(journals, undoers).reap();
    String name = "poolbench-kvm-probe-" + UUID.randomUUID();
    Path own = Files.createDirectories(journals.resolve(name));
    Path file = own.resolve("journal.jsonl");
    boolean nothingLeft = false;
    try (Journal journal = Journal.open(file, undoers)) {
      try {
        return boot(appliance, kvm, journal, name);
      } finally {
        nothingLeft = journal.releaseAll().isEmpty();
      }
    } finally {
      // what could not be taken down is for cleanup, which reads the journal
      if (nothingLeft) {
        Files.deleteIfExists(file);
        Files.deleteIfExists(own);
      }
    }
  }

  private Answer boot(Appliance appliance, boolean kvm, Journal journal, String name)
      throws InterruptedException {
    try {
      // not below the cache, which QEMU's own user cannot enter in most homes
      Path folder = TEMPORARY.resolve(name);
      Folders.create(journal, folder);
      Command.check("chmod", "755", folder.toString());
      Appliance copy = appliance.copyTo(folder);
      String xml =
          GuestXml.of(
              name, name, GUEST, kvm, copy.kernel(), copy.initrd(), folder.resolve("console.log"));
      try (GuestDomain guest = hypervisor.start(journal, name, xml)) {
        new GuestChannel(guest).awaitReady(BOOT_LIMIT);
        return new Answer(Accelerator.KVM, "proven: the appliance booted with it");
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (RuntimeException e) {
      // says nothing of KVM
      if (Abandoned.in(e).isPresent()) {
        throw e;
      }
      return refused(e);
    } catch (Exception e) {
      return refused(e);
    }
  }

  private static Answer refused(Exception e) {
    return new Answer(
        Accelerator.TCG,
        "the appliance does not boot with KVM: "
            + String.valueOf(e.getMessage()).replace('\n', ' ').strip());
  }
}
