package io.poolbench.guest;

import io.poolbench.backend.GuestSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every guest boots: a kernel and an initramfs with busybox, fio and the QEMU guest agent,
 * started by {@code <kernel>} and {@code <initrd>}, so that the only disk of a guest is the one
 * under test and all guests run the same bytes. Built from the packages of the distribution
 * poolbench runs on (amd64 Debian and Ubuntu) and kept in an {@link ApplianceCache}.
 */
public final class Appliance {
  /**
   * The kernel command line for {@code <cmdline>}: log on the first serial port; a panic ends the
   * guest (with {@code <on_crash>destroy} and {@code <on_reboot>destroy}).
   */
  public static final String KERNEL_ARGUMENTS = "console=ttyS0 quiet panic=-1";

  private static final String KERNEL = "vmlinuz";
  private static final String INITRD = "initrd";
  private static final String MANIFEST = "manifest.json";
  private static final String[] FILES = {KERNEL, INITRD, MANIFEST};

  private final Path directory;
  private final ApplianceManifest manifest;

  private Appliance(Path directory, ApplianceManifest manifest) {
    this.directory = directory;
    this.manifest = manifest;
  }

  /**
   * The appliance this version of poolbench uses, from the cache when it is there and whole, else
   * built (about a minute and 100 MB of downloads, no root). Processes that ask for it at the same
   * time build it once.
   *
   * @param kernel which kernel it has; each is an appliance of its own
   * @param progress gets one line per step of a build, nothing when there is nothing to build
   * @throws ApplianceException if the build fails
   */
  public static Appliance ensure(
      ApplianceCache cache, GuestSpec.Kernel kernel, Consumer<String> progress) {
    return ensure(cache, kernel, ApplianceSources.shipped(), progress);
  }

  static Appliance ensure(
      ApplianceCache cache,
      GuestSpec.Kernel kernel,
      ApplianceSources sources,
      Consumer<String> progress) {
    Path directory = cache.directory().resolve(sources.key(architecture(), kernel));
    Optional<String> fault = fault(directory);
    if (fault.isPresent()) {
      if (Files.exists(directory)) {
        progress.accept("appliance: rebuilding, " + fault.get());
      }
      new ApplianceBuild(sources, kernel, directory, progress).run();
    }
    return open(directory);
  }

  /**
   * An appliance in a directory, its files checked against the manifest.
   *
   * @throws ApplianceException if a file is missing or differs from the manifest
   */
  public static Appliance open(Path directory) {
    Optional<String> fault = fault(directory);
    if (fault.isPresent()) {
      throw new ApplianceException("no usable appliance in " + directory + ": " + fault.get());
    }
    return new Appliance(directory, ApplianceManifest.read(directory.resolve(MANIFEST)));
  }

  /** Whether the cache holds this version's appliance, whole; builds nothing. */
  public static Optional<Appliance> find(ApplianceCache cache, GuestSpec.Kernel kernel) {
    Path directory =
        cache.directory().resolve(ApplianceSources.shipped().key(architecture(), kernel));
    return fault(directory).isEmpty() ? Optional.of(open(directory)) : Optional.empty();
  }

  /** The kernel image. */
  public Path kernel() {
    return directory.resolve(KERNEL);
  }

  /** The initramfs. */
  public Path initrd() {
    return directory.resolve(INITRD);
  }

  /** What it is made of. */
  public ApplianceManifest manifest() {
    return manifest;
  }

  /**
   * A private copy for a run: libvirt changes the owner of the files while a guest runs. The user
   * QEMU runs as must be able to enter the target and its parents, which holds for no directory
   * below a home of mode 700.
   *
   * @param target created when missing; files of an earlier copy are overwritten
   * @throws ApplianceException if copying fails or what was copied is not whole
   */
  public Appliance copyTo(Path target) {
    try {
      Files.createDirectories(target);
      for (String name : FILES) {
        Path copy = target.resolve(name);
        Files.deleteIfExists(copy);
        Files.copy(directory.resolve(name), copy);
      }
    } catch (IOException e) {
      throw new ApplianceException("cannot copy the appliance to " + target + ": " + e, e);
    }
    return open(target);
  }

  /** What is wrong with the appliance in a directory; empty when it is whole. */
  private static Optional<String> fault(Path directory) {
    for (String name : FILES) {
      if (!Files.isRegularFile(directory.resolve(name))) {
        return Optional.of(name + " is missing");
      }
    }
    try {
      ApplianceManifest manifest = ApplianceManifest.read(directory.resolve(MANIFEST));
      if (!Sha256.of(directory.resolve(KERNEL)).equals(manifest.vmlinuzSha256())) {
        return Optional.of(KERNEL + " differs from its manifest");
      }
      if (!Sha256.of(directory.resolve(INITRD)).equals(manifest.initrdSha256())) {
        return Optional.of(INITRD + " differs from its manifest");
      }
      return Optional.empty();
    } catch (ApplianceException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Optional.of("unreadable: " + e);
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
