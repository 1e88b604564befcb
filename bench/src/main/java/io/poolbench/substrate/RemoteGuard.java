package io.poolbench.substrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.host.Contents;
import io.poolbench.host.DeviceFinding;
import io.poolbench.host.DeviceFinding.Kind;
import io.poolbench.host.DeviceInspection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The device guard's look at a LUN that the kernel has no device of. QEMU's tools copy both of its
 * ends, where every signature that libblkid knows lies, to their places in a sparse file as large
 * as the LUN, and that is looked at as a device is.
 */
final class RemoteGuard {
  /** Signatures lie before 4 MiB: the last are copies of LUKS2's header (libblkid, superblocks). */
  private static final long HEAD_BYTES = 8L << 20;

  /** RAID's and the partition table's copy lie within the last MiB. */
  private static final long TAIL_BYTES = 2L << 20;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private RemoteGuard() {}

  private record Part(long from, long length) {}

  /** Both ends, or all of a small one. */
  private static List<Part> ends(long size) {
    return size <= HEAD_BYTES + TAIL_BYTES
        ? List.of(new Part(0, size))
        : List.of(new Part(0, HEAD_BYTES), new Part(size - TAIL_BYTES, TAIL_BYTES));
  }

  /** Finds what speaks against writing to it; writes nothing. */
  static DeviceInspection inspect(RemoteLun lun, long neededBytes) throws InterruptedException {
    List<DeviceFinding> findings = new ArrayList<>();
    Path name = lun.name();
    try {
      List<String> sessions = IscsiSession.with(lun.target());
      if (!sessions.isEmpty()) {
        findings.add(
            new DeviceFinding(
                Kind.IN_USE,
                "this machine's kernel is logged in to %s (%s), so its LUNs may be in use here"
                    .formatted(lun.target(), String.join(", ", sessions)),
                "log out when nobody needs it: iscsiadm -m node -T " + lun.target() + " -u"));
      }
      long size = size(lun);
      if (size < neededBytes) {
        findings.add(
            new DeviceFinding(
                Kind.UNUSABLE,
                name + " has " + size + " bytes, and " + neededBytes + " are needed",
                "choose a larger LUN, or a smaller disk.size"));
      }
      findings.addAll(contents(lun, size));
      return new DeviceInspection(name, Optional.of(lun.identity(size)), findings);
    } catch (CommandException | IOException e) {
      findings.add(
          new DeviceFinding(
              Kind.UNREADABLE,
              "what " + name + " bears is not known: " + e.getMessage(),
              "see whether target, LUN and initiator's name are those that the server lets in"));
      return new DeviceInspection(name, Optional.empty(), findings);
    }
  }

  private static long size(RemoteLun lun) throws InterruptedException {
    List<String> info = List.of("qemu-img", "info", "--output=json");
    String json = Command.check(LIMIT, lun.command(info, "", List.of())).output();
    try {
      return JSON.readTree(json).path("virtual-size").asLong();
    } catch (JsonProcessingException e) {
      throw new CommandException("qemu-img info printed no JSON: " + e.getOriginalMessage());
    }
  }

  private static List<DeviceFinding> contents(RemoteLun lun, long size)
      throws InterruptedException, IOException {
    String remedy = "if nothing on it is needed any more, say --overwrite=" + lun.name();
    Path folder = Files.createTempDirectory("poolbench-lun");
    Path copy = folder.resolve("ends");
    Path part = folder.resolve("part");
    try (FileChannel whole =
        FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (Part end : ends(size)) {
        copy(lun, end, part);
        byte[] bytes = Files.readAllBytes(part);
        if (bytes.length != end.length()) {
          throw new IOException(
              "qemu-img read %d bytes of %d".formatted(bytes.length, end.length()));
        }
        whole.write(ByteBuffer.wrap(bytes), end.from());
      }
      return Contents.of(copy, size, remedy).stream()
          .map(
              found ->
                  new DeviceFinding(
                      found.kind(),
                      found.fact().replace(copy.toString(), lun.name().toString()),
                      found.remedy()))
          .toList();
    } finally {
      Files.deleteIfExists(part);
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder);
    }
  }

  private static void copy(RemoteLun lun, Part end, Path file) throws InterruptedException {
    String slice = "offset=" + end.from() + ",size=" + end.length();
    List<String> convert = List.of("qemu-img", "convert");
    Command.check(LIMIT, lun.command(convert, slice, List.of("-O", "raw", file.toString())));
  }

  /** Writes zeros where {@link #inspect} looks. */
  static void blank(RemoteLun lun, long size) throws InterruptedException {
    List<String> writes = new ArrayList<>();
    for (Part end : ends(size)) {
      writes.addAll(List.of("-c", "write -P 0 " + end.from() + " " + end.length()));
    }
    writes.addAll(List.of("-c", "flush"));
    Command.check(LIMIT, lun.command(List.of("qemu-io"), "", writes));
  }
}
