package io.poolbench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What libvirt learnt of QEMU in an earlier lab: to ask again takes it 8 to 20 s there. libvirt
 * itself checks what it is given against the QEMU it finds, and asks again where that has changed.
 *
 * @param folder one for each QEMU, libvirt, lab kernel and layer of packages
 */
record QemuCapabilities(Path folder) {
  private static final List<String> KEYED_BY =
      List.of("qemu-system-x86_64", "libvirtd", LabKernel.PROGRAM);

  /**
   * Those of the programs installed now, in a cache.
   *
   * @param layer laid over the machine's files; it may bring modules of QEMU, whose folder libvirt
   *     looks at, too
   */
  static QemuCapabilities of(Path cache, @Nullable Path layer) throws IOException {
    StringBuilder facts = new StringBuilder(layer == null ? "" : layer + "\n");
    for (String name : KEYED_BY) {
      Path program = Programs.find(name).orElse(null);
      if (program != null) {
        Path real = program.toRealPath();
        facts.append(real).append(' ').append(Files.size(real)).append(' ');
        facts.append(Files.getAttribute(real, "unix:ctime")).append('\n');
      }
    }
    return new QemuCapabilities(cache.resolve("qemu-" + Digests.of(facts.toString())));
  }

  /** Puts what there is into the lab's folder. */
  void giveTo(LabFolder lab) throws IOException {
    if (Files.isDirectory(folder)) {
      Path given = Files.createDirectory(lab.path().resolve("capabilities"));
      for (Path file : list(folder)) {
        Files.copy(file, given.resolve(String.valueOf(file.getFileName())));
      }
    }
  }

  /**
   * Keeps what the lab's libvirt learnt. Where the cache cannot be written, the next lab starts
   * later, and not otherwise.
   *
   * @return whether the cache holds it now
   */
  boolean takeFrom(LabFolder lab) throws IOException {
    Path learnt = lab.path().resolve("learnt");
    if (!Files.isDirectory(learnt)) {
      return false;
    }
    try {
      Files.createDirectories(folder);
      for (Path file : list(learnt)) {
        keep(file, folder.resolve(String.valueOf(file.getFileName())));
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void keep(Path file, Path kept) throws IOException {
    if (!Files.exists(kept) || Files.mismatch(file, kept) >= 0) {
      Path beside = Files.createTempFile(folder, "new-", ".tmp");
      Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(beside, kept, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".xml") && Files.isRegularFile(f)).toList();
    }
  }
}
