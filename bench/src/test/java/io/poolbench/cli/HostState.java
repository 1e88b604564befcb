package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a lab could leave on the machine, as it is at one moment.
 *
 * @param etc digest of everything below /etc
 * @param mounts lines of /proc/self/mountinfo
 * @param devices names of block devices that something is behind
 * @param links names of network interfaces, bridges among them
 * @param files names in folders where programs leave things
 */
record HostState(
    String etc, Set<String> mounts, Set<String> devices, Set<String> links, Set<String> files) {
  /** Where programs leave things; two levels of most are looked at. */
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/"),
          Path.of("/run"),
          Path.of("/srv"),
          Path.of("/tmp"),
          Path.of("/var/lib"),
          Path.of("/var/tmp"),
          Path.of("/dev"));

  /** Those of which only what lies right in them is looked at. */
  private static final List<Path> SHALLOW =
      List.of(Path.of("/"), Path.of("/tmp"), Path.of("/var/tmp"));

  /**
   * @param except a folder in which anything may happen
   */
  static HostState now(Path except) throws Exception {
    Set<String> mounts = new TreeSet<>(Files.readAllLines(Path.of("/proc/self/mountinfo")));
    Set<String> devices =
        names(Path.of("/sys/block"))
            .filter(device -> !sectors(device).equals("0"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> links =
        names(Path.of("/sys/class/net")).collect(Collectors.toCollection(TreeSet::new));
    Set<String> files = new TreeSet<>();
    for (Path folder : FOLDERS) {
      files.addAll(below(folder, except));
    }
    return new HostState(digest(Path.of("/etc")), mounts, devices, links, files);
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
    }
  }

  private static String sectors(String device) {
    try {
      return Files.readString(Path.of("/sys/block", device, "size")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> below(Path folder, Path except) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> files =
        Files.find(
            folder,
            SHALLOW.contains(folder) ? 1 : 2,
            (file, facts) -> !file.startsWith(except) && !isOfOthers(file.toString()))) {
      return files.map(Path::toString).collect(Collectors.toSet());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Terminals, JVMs, and in the folders for anybody's temporary files all but what a lab makes. */
  private static boolean isOfOthers(String file) {
    return file.matches("/dev/pts/.*|/tmp/hsperfdata_.*|/var/tmp/poolbench-it-.*")
        || file.matches("(/var)?/tmp/.*") && !file.matches(".*(poolbench|uml|vm_file|jna).*");
  }

  /** Of every path in a folder, its owner and mode, and every file's content. */
  static String digest(Path folder) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().toList()) {
        String facts =
            file + " " + Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        digest.update(facts.getBytes(StandardCharsets.UTF_8));
        if (Files.isRegularFile(file)) {
          digest.update(Files.readAllBytes(file));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  void assertUnchanged(HostState now) {
    assertThat(now.etc()).as("/etc").isEqualTo(etc);
    assertThat(now.mounts()).as("mounts").isEqualTo(mounts);
    assertThat(now.devices()).as("loop and other block devices").isEqualTo(devices);
    assertThat(now.links()).as("network interfaces").isEqualTo(links);
    assertThat(now.files()).as("files").isEqualTo(files);
  }
}
