package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock between processes, and within one, where the kernel's lock alone would not hold. */
class DeviceLockTest {
  // a number that no kernel hands out, so that the lock's file is named by it
  private static final DeviceIdentity DISK =
      new DeviceIdentity(
          Path.of("/dev/disk/by-id/wwn-1"), Path.of("/dev/sdx"), "4095:7", 9, 1, "s", "w", "m");
  private static final DeviceIdentity OTHER =
      new DeviceIdentity(
          Path.of("/dev/disk/by-id/wwn-2"), Path.of("/dev/sdy"), "4095:8", 9, 1, "s", "w", "m");

  @TempDir Path folder;
  private @Nullable Process holder;

  @AfterEach
  void end() throws Exception {
    if (holder != null) {
      holder.destroyForcibly().waitFor();
    }
  }

  /** Another poolbench, which holds the disk until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      DeviceLock lock = DeviceLock.acquire(Path.of(arguments[0]), DISK, "another run");
      System.out.write('x');
      System.out.flush();
      Thread.sleep(600_000);
      lock.close();
    }
  }

  private Process startHolder() throws Exception {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    holder = started;
    assertThat(started.getInputStream().read()).isEqualTo('x');
    return started;
  }

  @Test
  void namesTheProcessAndTheRunThatHaveTheDisk() throws Exception {
    Process other = startHolder();
    assertThatThrownBy(() -> DeviceLock.acquire(folder, DISK, "mine"))
        .isInstanceOf(DeviceRefusedException.class)
        .hasMessageContaining(
            "/dev/sdx is in use by another poolbench (pid "
                + other.pid()
                + ", run another run); wait for its end, or end that process");
    DeviceLock.acquire(folder, OTHER, "mine").close();
  }

  @Test
  void isFreeAgainWhenTheProcessWasKilled() throws Exception {
    startHolder().destroyForcibly().waitFor();
    DeviceLock.acquire(folder, DISK, "mine").close();
  }

  @Test
  void isHeldWithinOneProcessUntilItIsClosed() {
    try (DeviceLock lock = DeviceLock.acquire(folder, DISK, "first")) {
      assertThatThrownBy(() -> DeviceLock.acquire(folder, DISK, "second"))
          .hasMessageContaining("/dev/sdx is in use by another run of this process");
      assertThat(lock).isNotNull();
    }
    DeviceLock second = DeviceLock.acquire(folder, DISK, "second");
    second.close();
    DeviceLock third = DeviceLock.acquire(folder, DISK, "third");
    // closed before: what a later run holds is not given free
    second.close();
    assertThatThrownBy(() -> DeviceLock.acquire(folder, DISK, "fourth"))
        .isInstanceOf(DeviceRefusedException.class);
    third.close();
  }

  @Test
  void stillKeepsOtherProcessesOutAfterASecondAttemptWithinThisOne() throws Exception {
    try (DeviceLock lock = DeviceLock.acquire(folder, DISK, "first")) {
      assertThatThrownBy(() -> DeviceLock.acquire(folder, DISK, "second"))
          .isInstanceOf(DeviceRefusedException.class);
      assertThat(lock).isNotNull();
      Command.Result other =
          Command.run(
              Duration.ofMinutes(1),
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  folder.toString()));
      assertThat(other.errors())
          .contains("another poolbench (pid " + ProcessHandle.current().pid() + ", run first)");
    }
  }

  @Test
  void saysWhatToDoWhereItsFolderCannotBeMade() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> DeviceLock.acquire(file, DISK, "mine"))
        .isInstanceOf(DeviceRefusedException.class)
        .hasMessageContaining("/dev/sdx cannot be locked: ")
        .hasMessageEndingWith("run as root, who may write in " + file);
  }

  @Test
  void followsNoLink() throws Exception {
    Path precious = Files.writeString(folder.resolve("precious"), "text");
    Files.createSymbolicLink(folder.resolve("4095:7.lock"), precious);
    assertThatThrownBy(() -> DeviceLock.acquire(folder, DISK, "mine"))
        .hasMessageContaining("is a link; remove the link");
    assertThat(precious).hasContent("text");
  }
}
