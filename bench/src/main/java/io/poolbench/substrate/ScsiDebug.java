package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.lease.NotBegun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A SCSI host adapter with one LUN in memory: the kernel's module scsi_debug, loaded with a mark by
 * which the run knows its own (Linux, drivers/scsi/scsi_debug.c; its parameters in sysfs).
 */
public final class ScsiDebug {
  static final String MODULE = "scsi_debug";

  /** INQUIRY's product name: 16 characters that nothing else on the machine has. */
  private static final String MARK = "inq_product";

  private static final Path LOADED = Path.of("/sys/module", MODULE);
  private static final Path ADAPTER = Path.of("/sys/bus/pseudo/drivers/scsi_debug/adapter0");
  private static final long MIB = 1L << 20;

  private ScsiDebug() {}

  /**
   * An adapter that is there.
   *
   * @param host its name, such as {@code host2}
   * @param lease removes it
   */
  public record Adapter(String host, Lease lease) {}

  private static final class Taken extends CommandException implements NotBegun {
    private static final long serialVersionUID = 1L;

    Taken() {
      super(
          "the kernel module scsi_debug is loaded already, so somebody uses it, or a run has left"
              + " it; ./poolbench cleanup, or, when nobody needs it: rmmod scsi_debug");
    }
  }

  /**
   * Makes an adapter, as a lease.
   *
   * @param sizeBytes of its LUN, whole MiB
   * @throws CommandException when there is one that somebody made; nothing is touched
   */
  public static Adapter load(Journal journal, long sizeBytes) throws Exception {
    String mark = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    Creation creation =
        new Creation(
            ScsiDebugUndoer.KIND,
            MODULE,
            Map.of(ScsiDebugUndoer.MARK, mark, ScsiDebugUndoer.BOOT, IscsiSession.boot()));
    Lease lease =
        journal.acquire(
            creation,
            () -> {
              if (isLoaded()) {
                throw new Taken();
              }
              Command.check("modprobe", "sd_mod");
              // answered in the call that submits it; else each I/O waits for a clock tick
              Command.check(
                  "modprobe",
                  MODULE,
                  "dev_size_mb=" + sizeBytes / MIB,
                  "delay=0",
                  "inq_vendor=poolbnch",
                  MARK + "=" + mark);
              return mark;
            });
    try {
      return new Adapter(host(), lease);
    } catch (IOException e) {
      lease.close();
      throw e;
    }
  }

  private static String host() throws IOException {
    try (Stream<Path> entries = Files.list(ADAPTER)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> name.matches("host\\d+"))
          .findFirst()
          .orElseThrow(() -> new IOException("scsi_debug was loaded and made no SCSI host"));
    }
  }

  static boolean isLoaded() {
    return Files.isDirectory(LOADED);
  }

  /** The mark of the module that is loaded, whoever loaded it. */
  static String mark() {
    return parameter(MARK);
  }

  /** A parameter in effect; empty where it cannot be read. */
  static String parameter(String name) {
    return IscsiFacts.read(LOADED.resolve("parameters").resolve(name));
  }
}
