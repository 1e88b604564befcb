package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.libvirt.LibvirtProxy;
import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs under which libvirt hangs or is lost, by a proxy before the machine's own. */
class LibvirtFaultIT {
  private static final List<String> IMPATIENT = List.of("-Dpoolbench.libvirtSeconds=4");
  private static final String REAL = "qemu:///system";

  private Sandbox sandbox;
  private LibvirtProxy proxy;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
    proxy = new LibvirtProxy(sandbox.root().resolve("proxy.sock"));
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    sandbox.close();
  }

  private PoolbenchProcess start(String run) throws IOException {
    return sandbox.startRun(
        IMPATIENT,
        sandbox.write(
            "scenario.yaml",
            """
            name: faults
            substrate: { device: loop:256MiB }
            guest: { vcpus: 1, memory: 256MiB }
            disk: { size: 32MiB }
            backends:
              - { kind: dir, name: raw, filesystem: ext4, format: raw }
              - { kind: fs, name: fs, filesystem: ext4, format: raw }
              - { kind: block, name: block }
            baseline: raw
            workloads:
              - { name: randread, fio: { rw: randread, bs: 4k, runtime: 4s } }
            replicates: { min: 1 }
            """),
        run,
        "--connect",
        proxy.uri());
  }

  @Test
  void refusesWhereLibvirtHangsBeforeAnythingIsMade() throws Exception {
    proxy.hang();

    PoolbenchProcess process = start("it-hang-first");

    assertThat(process.exitCode()).as(process.err()).isEqualTo(ExitCodes.REFUSED);
    assertThat(process.err())
        .contains("libvirt did not answer within 4 s to: connect to " + proxy.uri());
    assertThat(sandbox.results()).doesNotExist();
    assertThat(sandbox.work()).doesNotExist();
  }

  @Test
  void endsHonestlyWhenLibvirtHangsWhileItMeasures() throws Exception {
    String run = "it-hang-measuring";
    PoolbenchProcess process = start(run);
    process.awaitMeasuring(run, 2);

    proxy.hang();

    assertThat(process.exitCode()).as(process.err()).isEqualTo(ExitCodes.INCOMPLETE);
    RunResult result = sandbox.load(run);
    assertThat(result.run().state()).isEqualTo(RunState.INCOMPLETE);
    assertThat(result.run().problem())
        .contains("what a failed trial began may still go on", "poolbench cleanup");
    assertThat(result.trials()).hasSize(2);
    assertThat(result.trials().get(0).trial().failure()).isNull();
    assertThat(result.trials().get(0).trial().workloads()).hasSize(1);
    assertThat(result.trials().get(1).trial().failure())
        .contains("libvirt did not answer within", "ask the agent of the guest");
    assertThat(sandbox.pendingIn(run)).anyMatch(p -> p.contains("\"domain\""));
    assertThat(process.err()).doesNotContain("Exception", "internal error");

    assertCleanupTakesAllDown(run);
  }

  @Tag("long")
  @Test
  void keepsAPoolPendingWhoseMakingWasAbandoned() throws Exception {
    String run = "it-hang-pool";
    proxy.hangAfter("<pool type=");
    PoolbenchProcess process = start(run);

    assertThat(process.exitCode()).as(process.err()).isEqualTo(ExitCodes.INCOMPLETE);

    assertThat(proxy.hangs()).isTrue();
    RunResult result = sandbox.load(run);
    assertThat(result.trials())
        .last()
        .satisfies(
            t ->
                assertThat(t.trial().failure())
                    .containsPattern("did not answer within \\d+ s to: create the \\w+ pool"));
    assertThat(sandbox.pendingIn(run))
        .anyMatch(p -> p.startsWith("STUCK") && p.contains("\"pool\""));
    // the request had reached libvirt: what was given up did appear
    assertThat(sandbox.leftOf(run)).anyMatch(l -> l.startsWith("pool "));

    assertCleanupTakesAllDown(run);
  }

  @Test
  void measuresOnWithANewGuestAfterTheConnectionWasLost() throws Exception {
    String run = "it-lost";
    PoolbenchProcess process = start(run);
    process.awaitMeasuring(run, 2);

    proxy.cut();

    assertThat(process.exitCode()).as(process.err()).isEqualTo(ExitCodes.INCOMPLETE);
    sandbox.assertNothingIsLeftOf(run);
    RunResult result = sandbox.load(run);
    assertThat(result.trials()).hasSize(3);
    assertThat(result.trials().get(0).trial().failure()).isNull();
    assertThat(result.trials().get(1).trial().failure())
        .contains("libvirt's connection was lost: ");
    assertThat(result.trials().get(2).trial().failure()).isNull();
    assertThat(result.run().problem()).contains("1 trial failed");
  }

  @Tag("long")
  @Test
  void aGuestStartedAfterTheConnectionWasLostEndsWithTheProcessToo() throws Exception {
    String run = "it-lost-killed";
    PoolbenchProcess process = start(run);
    process.awaitMeasuring(run, 1);
    proxy.cut();
    process.awaitMeasuring(run, 2);

    process.kill();

    process.awaitDead("libvirt ends the guest", () -> Sandbox.guests("poolbench-" + run).isEmpty());
    assertThat(sandbox.cleanup("--connect", REAL).exitCode()).isZero();
    sandbox.assertNothingIsLeftOf(run);
  }

  @Test
  void measuresOnWhenAGuestDidNotBoot() throws Exception {
    String run = "it-unbooted";
    PoolbenchProcess process = start(run);
    process.await("boots", () -> !Sandbox.guests("poolbench-" + run).isEmpty());

    proxy.cut();

    assertThat(process.exitCode()).as(process.err()).isEqualTo(ExitCodes.INCOMPLETE);
    sandbox.assertNothingIsLeftOf(run);
    RunResult result = sandbox.load(run);
    assertThat(result.trials()).hasSize(3);
    assertThat(result.trials().get(0).trial().failure())
        .contains("the guest did not boot: ", "libvirt's connection was lost: ");
    assertThat(result.trials().get(1).trial().failure()).isNull();
    assertThat(result.trials().get(2).trial().failure()).isNull();
  }

  /** First while libvirt hangs, which is said, then once it can be reached. */
  private void assertCleanupTakesAllDown(String run) throws Exception {
    proxy.close();
    Sandbox.Said unreachable = sandbox.cleanup();
    assertThat(unreachable.exitCode()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(unreachable.err())
        .contains("libvirt could not connect to " + proxy.uri(), "--connect");

    Sandbox.Said said = sandbox.cleanup("--connect", REAL);

    assertThat(said.exitCode()).as(said.err()).isZero();
    sandbox.assertNothingIsLeftOf(run);
    assertThat(sandbox.cleanup().out()).contains("nothing is left of any run");
  }
}
