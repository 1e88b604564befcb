package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.RunResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What this machine's kernel has not, in a lab: LVM, NFS, CIFS, both ways of iSCSI, a SCSI host
 * adapter, a LUN over two paths, and the machine's own raw device beside them. The suite {@code
 * long} has each by itself, with what is somebody's and with runs that are killed.
 */
class LabBackendsIT {
  /** An emulated guest in an emulated machine. */
  private static final long LONGEST_SECONDS = 1_800;

  private Sandbox sandbox;

  @BeforeEach
  void open() throws Exception {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  @Test
  void aGuestReadsBackWhatItWroteOnEachAndNothingIsLeft() throws Exception {
    String run = "it-lab-backends";
    PoolbenchProcess process =
        sandbox.startRun(
            sandbox.write(
                "scenario.yaml",
                """
                name: lab-backends
                substrate: { device: loop:192MiB }
                guest: { vcpus: 1, memory: 256MiB }
                disk: { size: 16MiB }
                backends:
                  - { kind: block, name: block }
                  - { kind: netfs, name: nfs, protocol: nfs, version: 4.2 }
                  - { kind: netfs, name: cifs, protocol: cifs, format: qcow2 }
                  - { kind: iscsi, name: iscsi }
                  - { kind: iscsi-direct, name: iscsi-direct }
                  - { kind: scsi, name: scsi }
                  - { kind: mpath, name: mpath }
                  - { kind: logical, name: lvm-thin, type: thin, snapshot: on }
                baseline: block
                workloads:
                  - { name: verified, fio: { rw: randwrite, bs: 64k, %s, verify: crc32c, verify_fatal: 1 } }
                replicates: { min: 1 }
                """
                    .formatted(VerifiedData.PASS)),
            run,
            "--on",
            "lab");

    assertThat(process.exitCode(LONGEST_SECONDS)).as(process.err()).isZero();
    RunResult result = sandbox.load(run);
    assertThat(result.run().place()).isEqualTo("lab");
    assertThat(result.run().substrate()).containsEntry("direct I/O", "on");
    assertThat(result.trials())
        .hasSize(8)
        .allSatisfy(trial -> VerifiedData.isVerified(sandbox, trial));
    assertThat(result.trials().stream().map(t -> t.trial().guestDigest()).distinct()).hasSize(1);
    assertThat(process.out()).contains("Lab", "report: " + sandbox.reports());
    assertThat(sandbox.reports().resolve(run).resolve("summary.md")).content().contains("**Lab**");
    assertThat(sandbox.reports().resolve(run).resolve("index.html")).isNotEmptyFile();
    assertThat(sandbox.leftOf(run)).isEmpty();
    assertThat(sandbox.work()).isEmptyDirectory();
    assertThat(sandbox.cleanup().out()).contains("nothing is left of any run");
  }
}
