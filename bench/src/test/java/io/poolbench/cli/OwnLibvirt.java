package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A libvirtd of the test's own in a mount namespace of its own, so that it can be killed and
 * started again without touching the machine's. What runs in the namespace reaches it as {@code
 * qemu:///system}; loop devices and processes are the machine's.
 */
final class OwnLibvirt implements AutoCloseable {
  private static final long LONGEST_SECONDS = 90;

  /** Holds the namespace until its standard input ends, with libvirt's state in it empty. */
  private static final String HOLDER =
      """
      set -e
      for folder in /run/libvirt /var/lib/libvirt /var/log/libvirt; do
        mkdir -p $folder; mount -t tmpfs -o mode=755 own-libvirt $folder
      done
      mkdir -p /var/lib/libvirt/images /var/lib/libvirt/boot
      cp -a /var/cache/libvirt "$1/cache"
      mount --bind "$1/cache" /var/cache/libvirt
      echo ready
      cat >/dev/null
      """;

  private final Path folder;
  private final Process holder;
  private Process virtlogd;
  private Process libvirtd;

  OwnLibvirt(Path folder) throws Exception {
    this.folder = folder;
    holder =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                HOLDER,
                "sh",
                folder.toString())
            .redirectError(folder.resolve("namespace.err").toFile())
            .start();
    int first = holder.getInputStream().read();
    assertThat(first)
        .as(() -> "the namespace is ready: " + read(folder.resolve("namespace.err")))
        .isEqualTo('r');
    virtlogd = daemon("virtlogd");
    libvirtd = daemon("libvirtd");
    awaitAnswer();
  }

  /** Words that run a command in the namespace when put before it. */
  List<String> prefix() {
    return List.of("nsenter", "--mount=/proc/" + holder.pid() + "/ns/mnt", "--");
  }

  /** kill -9 of libvirtd, and another one in its place. */
  void restart() throws Exception {
    libvirtd.destroyForcibly().waitFor();
    libvirtd = daemon("libvirtd");
    awaitAnswer();
  }

  /** What a command in the namespace printed. */
  String output(String... command) throws Exception {
    List<String> words = new ArrayList<>(prefix());
    words.addAll(List.of(command));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return text;
  }

  String virsh(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("virsh", "-q", "-c", "qemu:///system"));
    words.addAll(List.of(arguments));
    return output(words.toArray(String[]::new));
  }

  private Process daemon(String program) throws IOException {
    List<String> words = new ArrayList<>(prefix());
    words.addAll(List.of(program, "--pid-file", folder.resolve(program + ".pid").toString()));
    Path log = folder.resolve(program + ".log");
    return new ProcessBuilder(words)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void awaitAnswer() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!virsh("version").contains("QEMU")) {
      assertThat(libvirtd.isAlive())
          .as(() -> "libvirtd lives: " + read(folder.resolve("libvirtd.log")))
          .isTrue();
      assertThat(System.nanoTime())
          .as(() -> "libvirtd answers: " + read(folder.resolve("libvirtd.log")))
          .isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws Exception {
    libvirtd.destroy();
    libvirtd.waitFor(20, TimeUnit.SECONDS);
    virtlogd.destroy();
    virtlogd.waitFor(20, TimeUnit.SECONDS);
    holder.getOutputStream().close();
    holder.waitFor(20, TimeUnit.SECONDS);
  }
}
