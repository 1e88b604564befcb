package io.poolbench.guest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.GuestSpec;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Builds the appliance from packages, twice and from nothing, and boots it. */
class ApplianceIT {
  private static final Duration DEADLINE = Duration.ofSeconds(120);

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private Path dir;

  @Test
  void twoCleanBuildsAreTheSameBytesAndTheGuestAnswers() throws Exception {
    List<String> progress = new ArrayList<>();
    Appliance first = Appliance.ensure(cache("first"), GuestSpec.Kernel.CLOUD, progress::add);
    Appliance second =
        Appliance.ensure(cache("the second, elsewhere"), GuestSpec.Kernel.CLOUD, progress::add);

    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(Files.mismatch(first.initrd(), second.initrd())).isEqualTo(-1);
    assertThat(first.manifest().fioRoute()).isEqualTo(FioRoute.STATIC);
    assertThat(progress).filteredOn(line -> line.contains("built in")).hasSize(2);
    for (Appliance appliance : List.of(first, second)) {
      assertNothingTemporaryIsLeft(requireNonNull(appliance.kernel().getParent()));
    }
    assertThat(Appliance.find(cache("first"), GuestSpec.Kernel.CLOUD)).isPresent();
    assertTheAgentAnswers(first);
  }

  private void assertTheAgentAnswers(Appliance appliance) throws Exception {
    Path socket = dir.resolve("agent.sock");
    Path console = dir.resolve("console.log");
    Process qemu = boot(appliance, socket, console);
    try {
      String answer = ask(qemu, socket, "{\"execute\": \"guest-ping\"}\n");
      assertThat(answer).as(() -> "agent; the console: " + console(console)).contains("return");
      assertThat(console(console)).contains("poolbench appliance").doesNotContain("failed");
    } finally {
      qemu.destroyForcibly();
      assertThat(qemu.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Process boot(Appliance appliance, Path socket, Path console) throws IOException {
    return new ProcessBuilder(
            "qemu-system-x86_64",
            "-machine",
            "q35,accel=tcg",
            "-m",
            "256",
            "-nodefaults",
            "-no-user-config",
            "-display",
            "none",
            "-kernel",
            appliance.kernel().toString(),
            "-initrd",
            appliance.initrd().toString(),
            "-append",
            Appliance.KERNEL_ARGUMENTS,
            "-serial",
            "file:" + console,
            "-device",
            "virtio-serial-pci",
            "-chardev",
            "socket,id=agent,server=on,wait=off,path=" + socket,
            "-device",
            "virtserialport,chardev=agent,name=org.qemu.guest_agent.0")
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("qemu.log").toFile())
        .start();
  }

  private static String ask(Process qemu, Path socket, String request) throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!Files.exists(socket)) {
      assertThat(qemu.isAlive()).as("QEMU runs").isTrue();
      assertThat(System.nanoTime()).as("QEMU makes its socket in time").isLessThan(deadline);
      Thread.sleep(20);
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      ByteBuffer answer = ByteBuffer.allocate(4096);
      while (System.nanoTime() < deadline && answer.position() == 0) {
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
        Thread.sleep(100);
        channel.read(answer);
      }
      return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }
  }

  private static String console(Path log) {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }

  private void assertNothingTemporaryIsLeft(Path appliance) throws IOException {
    try (Stream<Path> files = Files.list(appliance.getParent())) {
      assertThat(files)
          .containsExactlyInAnyOrder(
              appliance, appliance.resolveSibling(appliance.getFileName() + ".lock"));
    }
  }

  private ApplianceCache cache(String name) {
    return new ApplianceCache(dir.resolve(name));
  }
}
