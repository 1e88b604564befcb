package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Processes that have devices open, by the file descriptors in {@code /proc}. */
final class OpenFiles {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Looking up a file on these asks a server, which may never answer. */
  private static final Set<String> REMOTE =
      Set.of("nfs", "nfs4", "cifs", "smb3", "ceph", "glusterfs", "9p", "afs", "ocfs2", "gfs2");

  private final Path proc;
  private final List<String> remote = new ArrayList<>();
  private final List<String> unseen = new ArrayList<>();
  private volatile String at = "";

  OpenFiles(Path proc) {
    this.proc = proc;
  }

  List<DeviceFinding> find(List<BlockDevice> devices) throws InterruptedException {
    try {
      return BoundedCall.within(LIMIT, "a look at the open files", () -> scan(devices));
    } catch (IOException e) {
      return List.of(
          new DeviceFinding(
              Kind.UNREADABLE,
              "what has "
                  + devices.get(0).node()
                  + " open is not known: "
                  + e.getMessage()
                  + (at.isEmpty() ? "" : " (at " + at + ")"),
              "look at that process: the file it has open may be on a server that does not answer"));
    }
  }

  private List<DeviceFinding> scan(List<BlockDevice> devices) throws IOException {
    for (MountInfo mount : MountInfo.of(proc.resolve("self"))) {
      if (REMOTE.contains(mount.type()) || mount.type().startsWith("fuse")) {
        remote.add(mount.mountPoint() + "/");
      }
    }
    List<DeviceFinding> findings = new ArrayList<>();
    for (Path process : Processes.all(proc)) {
      for (String number : numbersOpenIn(process)) {
        for (BlockDevice device : devices) {
          if (device.number().equals(number)) {
            findings.add(
                new DeviceFinding(
                    Kind.IN_USE,
                    device.node() + " is open in " + Processes.words(process),
                    "end that process, or name another disk"));
          }
        }
      }
    }
    if (!unseen.isEmpty()) {
      findings.add(
          new DeviceFinding(
              Kind.UNREADABLE,
              "what "
                  + unseen.get(0)
                  + (unseen.size() > 1 ? " and " + (unseen.size() - 1) + " more" : "")
                  + " has open may not be looked at",
              "run as root, outside of containers"));
    }
    return findings;
  }

  private Set<String> numbersOpenIn(Path process) {
    Set<String> numbers = new HashSet<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        at = descriptor.toString();
        numberOf(descriptor).ifPresent(numbers::add);
      }
    } catch (NoSuchFileException | DirectoryIteratorException e) {
      // the process ended in between
      return numbers;
    } catch (IOException e) {
      unseen.add(Processes.words(process));
    }
    return numbers;
  }

  private Optional<String> numberOf(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      // sockets and pipes have other forms
      return target.startsWith("/") && remote.stream().noneMatch(target::startsWith)
          ? DeviceNumber.of(descriptor)
          : Optional.empty();
    } catch (IOException e) {
      // closed in between
      return Optional.empty();
    }
  }
}
