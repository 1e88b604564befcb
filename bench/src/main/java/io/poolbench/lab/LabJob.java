package io.poolbench.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to run in a lab, and what the lab is made of.
 *
 * @param command program and arguments
 * @param environment the command's, beside PATH
 * @param directory where the command starts
 * @param writable folders that the lab shares with the host and may change; they exist
 * @param readable files and folders that the command needs, wherever they are
 * @param memoryBytes of the lab's kernel; taken from the host only as it is used
 * @param diskBytes of the lab's disk, a sparse file: where work folders lie, ext4
 * @param libvirt whether libvirtd is started before the command
 * @param services that are up before the command
 * @param layer tree laid over the host's files, with what of the services is not installed there
 */
public record LabJob(
    List<String> command,
    Map<String, String> environment,
    Path directory,
    List<Path> writable,
    List<Path> readable,
    long memoryBytes,
    long diskBytes,
    boolean libvirt,
    Set<LabService> services,
    @Nullable Path layer) {
  /** Holds libvirtd, a JVM and a guest of 512 MiB, as was tried. */
  public static final long USUAL_MEMORY_BYTES = 3L << 30;

  public static final long USUAL_DISK_BYTES = 4L << 30;

  /** Beside the guest's memory: QEMU's translated code, libvirtd, a JVM, the layer of changes. */
  private static final long BESIDE_GUEST_BYTES = 2560L << 20;

  /** Beside the substrate: the appliance's copy and what a run wants to see free. */
  private static final long BESIDE_SUBSTRATE_BYTES = 1L << 30;

  public LabJob {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    writable = List.copyOf(writable);
    readable = List.copyOf(readable);
    services = Set.copyOf(services);
  }

  /** Memory for a lab whose guest has this much. */
  public static long memoryFor(long guestBytes) {
    return Math.max(USUAL_MEMORY_BYTES, guestBytes + BESIDE_GUEST_BYTES);
  }

  /** Disk for a lab whose substrate has this size. */
  public static long diskFor(long substrateBytes) {
    return substrateBytes + BESIDE_SUBSTRATE_BYTES;
  }
}
