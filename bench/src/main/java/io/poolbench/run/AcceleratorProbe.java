package io.poolbench.run;

import io.poolbench.backend.GuestSpec;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.GuestChannel;
import io.poolbench.host.Command;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Undoers;
import io.poolbench.libvirt.GuestDomain;
import io.poolbench.libvirt.GuestXml;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.result.Accelerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether KVM really works here. {@code /dev/kvm} proves nothing: it exists on machines on which no
 * guest boots with it. So the appliance is booted with it, and the proof kept for this kernel and
 * this QEMU.
 */
public final class AcceleratorProbe {
  private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);
  private static final GuestSpec GUEST = new GuestSpec(1, 256L << 20, GuestSpec.Bus.VIRTIO, 1);

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
    Answer answer = boot(appliance);
    // a no is not kept: it may have been a busy machine's, and would make every later run emulate
    if (answer.accelerator() == Accelerator.KVM) {
      Files.createDirectories(cache);
      Files.writeString(kept, answer.accelerator().name() + "\n" + answer.reason() + "\n");
    }
    return answer;
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

  private Answer boot(Appliance appliance) throws InterruptedException, IOException {
    Path folder = Files.createTempDirectory("poolbench-kvm-probe");
    String name = "poolbench-kvm-probe-" + ProcessHandle.current().pid();
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"), undoers)) {
      Command.check("chmod", "755", folder.toString());
      Appliance copy = appliance.copyTo(folder);
      String xml =
          GuestXml.of(
              name, name, GUEST, true, copy.kernel(), copy.initrd(), folder.resolve("console.log"));
      try (GuestDomain guest = hypervisor.start(journal, name, xml)) {
        new GuestChannel(guest).awaitReady(BOOT_LIMIT);
        return new Answer(Accelerator.KVM, "proven: the appliance booted with it");
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Answer(
          Accelerator.TCG,
          "the appliance does not boot with KVM: "
              + String.valueOf(e.getMessage()).replace('\n', ' ').strip());
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    }
  }
}
