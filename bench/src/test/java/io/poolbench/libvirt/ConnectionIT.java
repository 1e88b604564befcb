package io.poolbench.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.lease.Abandoned;
import io.poolbench.lease.NotBegun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.Connect;

/** A libvirt that hangs, and one whose connection is cut, by a proxy before the machine's own. */
@Timeout(120)
class ConnectionIT {
  private static final Deadlines SHORT = Deadlines.of(Duration.ofSeconds(2));

  @TempDir Path folder;
  private LibvirtProxy proxy;
  private Connection connection;

  @BeforeEach
  void connect() throws Exception {
    // the error callback and the event loop, once
    Hypervisor.at("qemu:///system");
    proxy = new LibvirtProxy(folder.resolve("proxy.sock"));
    connection = new Connection(proxy.uri(), SHORT);
  }

  @AfterEach
  void close() throws Exception {
    proxy.goOn();
    connection.close();
    proxy.close();
  }

  private long version() {
    return connection.ask("tell its version", Connect::getLibVersion);
  }

  private static HypervisorException failing(Runnable call) {
    try {
      call.run();
    } catch (HypervisorException e) {
      return e;
    }
    throw new AssertionError("did not fail");
  }

  @Test
  void answersThroughTheProxy() {
    assertThat(version()).isPositive();
  }

  @Test
  void abandonsACallThatHangsAndNamesIt() {
    version();
    proxy.hang();

    HypervisorException hung = failing(this::version);

    assertThat(hung).hasMessage("libvirt did not answer within 2 s to: tell its version");
    assertThat(Abandoned.in(hung).orElseThrow().hasEnded()).isFalse();
  }

  @Test
  void failsAtOnceWhileLibvirtHangsAndGoesOnWhenItAnswersAgain() throws Exception {
    version();
    proxy.hang();
    HypervisorException hung = failing(this::version);

    for (int i = 0; i < 3; i++) {
      assertThat(failing(this::version))
          .isInstanceOf(NotBegun.class)
          .hasMessageContaining("libvirt hangs: it has not answered since it was asked to tell");
    }
    proxy.goOn();
    while (!Abandoned.in(hung).orElseThrow().hasEnded()) {
      Thread.sleep(20);
    }
    assertThat(version()).isPositive();
  }

  @Test
  void waitsForConnectingOnce() {
    proxy.hang();
    assertThat(failing(connection::open))
        .hasMessage("libvirt did not answer within 2 s to: connect to " + proxy.uri());
    for (int i = 0; i < 100; i++) {
      assertThat(failing(this::version)).hasMessageContaining("connect to");
    }
    proxy.goOn();
    while (true) {
      try {
        assertThat(version()).isPositive();
        return;
      } catch (HypervisorException e) {
        assertThat(e).hasMessageContaining("connect to");
      }
    }
  }

  @Test
  void findsOutDuringALongCallThatLibvirtHangs() {
    version();
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    HypervisorException hung =
        failing(
            () ->
                connection.call(
                    "work",
                    Duration.ofHours(1),
                    on -> {
                      proxy.hang();
                      release.await();
                      ended.set(true);
                      return true;
                    }));
    assertThat(hung).hasMessageMatching("libvirt did not answer within \\d+ s to: work");
    assertThat(ended).isFalse();
    release.countDown();
  }

  @Test
  void waitsForALongCallWhileLibvirtAnswersBesideIt() {
    version();
    String done =
        connection.call(
            "work",
            Duration.ofHours(1),
            on -> {
              Thread.sleep(SHORT.answer().multipliedBy(3).toMillis());
              return "done";
            });
    assertThat(done).isEqualTo("done");
  }

  @Test
  void connectsAgainAfterTheCallDuringWhichTheConnectionWasLost() {
    version();
    proxy.cut();
    assertThat(failing(this::version))
        .hasMessageStartingWith("libvirt's connection was lost: could not tell its version: ");
    assertThat(version()).isPositive();
  }

  @Test
  void triesForAWhileToConnectAgain() throws Exception {
    version();
    proxy.close();
    failing(this::version);
    Thread restart =
        new Thread(
            () -> {
              try {
                Thread.sleep(700);
                proxy = new LibvirtProxy(folder.resolve("proxy.sock"));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    restart.start();
    assertThat(version()).isPositive();
    restart.join();
  }

  @Test
  void givesUpConnectingAgainOnlyOnce() throws Exception {
    version();
    proxy.close();
    failing(this::version);
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(this::version)
          .isInstanceOf(NotBegun.class)
          .hasMessageContaining("libvirt could not connect to " + proxy.uri());
    }
  }
}
