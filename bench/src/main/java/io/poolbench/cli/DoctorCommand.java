package io.poolbench.cli;

import io.poolbench.backend.BackendKind;
import io.poolbench.backend.Backends;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.NotYet;
import io.poolbench.backend.StorageBackend;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.ApplianceCache;
import io.poolbench.host.Capabilities;
import io.poolbench.host.DeviceGuard;
import io.poolbench.host.DeviceIdentity;
import io.poolbench.host.DeviceInspection;
import io.poolbench.host.Disturbances;
import io.poolbench.host.Fingerprint;
import io.poolbench.host.Place;
import io.poolbench.host.Unprovisioned;
import io.poolbench.lab.LabJob;
import io.poolbench.lab.LabModules;
import io.poolbench.lab.LabRequirements;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.run.AcceleratorProbe;
import io.poolbench.run.UnmetRequirements;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code poolbench doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says what this machine can provision, and a lab on it, and for what they cannot: why, and"
          + " what to do.",
      "Changes nothing; boots the appliance once where KVM has not been proven yet."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final DiskSpec ANY_DISK =
      new DiskSpec(256L << 20, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE);

  private static final String ROW = "%-12s %-58s %-11s %s%n";
  private static final String REASON = " ".repeat(13);

  @Mixin private SharedOptions shared = new SharedOptions();
  @Mixin private PlaceOption place = new PlaceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (place.isLab()) {
      return new OnLab(spec, shared).look();
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Wiring wiring = new Wiring()) {
      String unreachable = "";
      Optional<Set<String>> poolTypes = Optional.empty();
      Optional<Hypervisor> hypervisor = Optional.empty();
      try {
        hypervisor = Optional.of(wiring.hypervisor(shared.uri));
        poolTypes = Optional.of(hypervisor.get().poolTypes());
      } catch (UnmetRequirements e) {
        unreachable = String.valueOf(e.getMessage());
      }
      machine(out, hypervisor);
      out.println();
      out.println(unreachable.isEmpty() ? "libvirt   " + shared.uri + " answers" : unreachable);
      appliance(out, wiring, hypervisor);
      closedKvm().ifPresent(out::println);
      Disturbances.now().forEach(d -> out.println("warning   " + d.what() + ": " + d.advice()));
      workFolder(out);
      boolean labs = lab(out);
      disks(out);
      out.println();
      backends(out, Capabilities.of(poolTypes), poolTypes.isPresent(), labs);
      return unreachable.isEmpty() ? ExitCodes.OK : ExitCodes.REFUSED;
    }
  }

  private static void machine(PrintWriter out, Optional<Hypervisor> hypervisor) {
    Map<String, String> versions =
        hypervisor.map(Hypervisor::versions).orElseGet(LinkedHashMap::new);
    Fingerprint.read(versions)
        .facts()
        .forEach((name, value) -> out.printf("%-22s %s%n", name, value));
  }

  private static void appliance(PrintWriter out, Wiring wiring, Optional<Hypervisor> hypervisor)
      throws IOException, InterruptedException {
    ApplianceCache cache = ApplianceCache.ofUser();
    Optional<Appliance> appliance = Appliance.find(cache, GuestSpec.Kernel.CLOUD);
    if (appliance.isEmpty()) {
      out.println("appliance not built yet; 'poolbench appliance' or a run builds it");
      out.println("guests    KVM is proven by booting the appliance, so: not known yet");
      return;
    }
    out.println(
        "appliance Linux "
            + appliance.get().manifest().kernelVersion()
            + ", fio "
            + appliance.get().manifest().fioVersion());
    if (hypervisor.isPresent()) {
      AcceleratorProbe.Answer answer =
          new AcceleratorProbe(hypervisor.get(), wiring.undoers(), cache.directory())
              .probe(appliance.get());
      out.println("guests    " + answer.accelerator().label() + ": " + answer.reason());
    }
  }

  /**
   * Where nothing gives {@code /dev/kvm} to its group, libvirt finds that QEMU can use it and its
   * own QEMU user cannot, throws away what it knows of QEMU and asks it all again at each start.
   */
  private static Optional<String> closedKvm() throws IOException {
    Path kvm = Path.of("/dev/kvm");
    if (!Files.exists(kvm)) {
      return Optional.empty();
    }
    boolean open =
        Files.getAttribute(kvm, "unix:mode") instanceof Integer mode && (mode & 020) != 0;
    return open
        ? Optional.empty()
        : Optional.of(
            "warning   /dev/kvm is closed to its group: libvirt probes QEMU anew at every start of"
                + " a guest, which takes up to minutes; mend it with: chgrp kvm /dev/kvm && chmod"
                + " 660 /dev/kvm");
  }

  private void workFolder(PrintWriter out) throws IOException {
    Path folder = shared.workFolder();
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    out.printf(
        "work      %s, on %s, %d MiB free%n",
        folder,
        Files.getFileStore(existing).type(),
        Files.getFileStore(existing).getUsableSpace() >> 20);
  }

  /** Whether a lab can be had here. */
  private static boolean lab(PrintWriter out) throws InterruptedException {
    if (Place.here() == Place.LAB) {
      return false;
    }
    List<Capabilities.Missing> missing = LabRequirements.missing(LabJob.USUAL_MEMORY_BYTES);
    out.println(
        "lab       "
            + (missing.isEmpty()
                ? "yes: --on lab can be used here"
                : "no: "
                    + missing.stream()
                        .map(Capabilities.Missing::toString)
                        .collect(Collectors.joining("; "))));
    return missing.isEmpty();
  }

  /** Which disks a scenario may name, and why not the others. */
  private static void disks(PrintWriter out) throws InterruptedException {
    DeviceGuard guard = new DeviceGuard();
    List<Path> names = guard.disks();
    if (names.isEmpty()) {
      out.println("disks     none has a stable name in /dev/disk; a loop file serves everywhere");
    }
    for (Path name : names) {
      DeviceInspection seen = guard.inspect(name, 0);
      List<String> refusals = seen.refusals(Set.of());
      out.printf(
          "disk      %s, %d MiB: %s%n",
          name,
          seen.identity().map(DeviceIdentity::sizeBytes).orElse(0L) >> 20,
          refusals.isEmpty() ? "may be used" : "no: " + refusals.get(0));
    }
  }

  private static void backends(PrintWriter out, Capabilities here, boolean answers, boolean labs) {
    LabOffer lab = new LabOffer(here, answers, LabModules.installed());
    boolean inside = Place.here() == Place.LAB;
    out.printf(Locale.ROOT, ROW, "", "", inside ? "in this lab" : "here", inside ? "" : "in a lab");
    for (BackendKind kind : Backends.kinds()) {
      for (Map<String, String> options : kind.shown()) {
        StorageBackend backend = kind.example(ANY_DISK, options);
        List<Capabilities.Missing> missing = here.missing(backend.requirements());
        List<Capabilities.Missing> missingInLab = inside ? List.of() : lab.missing(backend);
        String offer = labs && missingInLab.isEmpty() ? "yes" : "no";
        out.printf(
            Locale.ROOT,
            ROW,
            kind.kind(),
            backend.description(),
            missing.isEmpty() ? "yes" : "no",
            inside ? "" : offer);
        missing.forEach(m -> out.println(REASON + (inside ? "" : "here: ") + m));
        missingInLab.forEach(m -> out.println(REASON + "in a lab: " + m));
      }
    }
    out.println();
    notYet(out);
  }

  /** What people know and look for here, so that none has to guess why it is missing. */
  private static void notYet(PrintWriter out) {
    Unprovisioned machine = new Unprovisioned();
    out.println("Not in this version yet:");
    for (NotYet kind : NotYet.KINDS) {
      List<String> present = machine.present(kind);
      out.printf(
          Locale.ROOT,
          "%-12s %s%s%n",
          kind.kind(),
          kind.summary(),
          present.isEmpty() ? "" : " (here: " + String.join(", ", present) + ")");
      out.println(" ".repeat(13) + "instead: " + kind.instead());
    }
  }
}
