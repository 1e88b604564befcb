package io.poolbench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.poolbench.fio.FioJobFile;
import io.poolbench.fio.IoKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FioWorkloadTest {
  private static FioWorkload workload(String jobFile) {
    return new FioWorkload("w", FioJobFile.parse(jobFile.replace(' ', '\n')).file());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rw=randread bs=4k                          | 4 KiB random read, queue depth 1",
        "rw=read bs=1m iodepth=4                    | 1 MiB sequential read, queue depth 4",
        "rw=randwrite bs=4k iodepth=16 numjobs=2    | 4 KiB random write, queue depth 16, 2 jobs",
        "rw=write bs=4k fdatasync=1  | 4 KiB sequential write, queue depth 1, fdatasync after every write",
        "rw=write bs=4k fsync=32     | 4 KiB sequential write, queue depth 1, fsync every 32 writes",
        "rw=randrw bs=8k rate_iops=100,50 | 8 KiB random read and write, queue depth 1, 150 IOPS asked",
        "rw=randread bs=512 ioengine=psync iodepth=8 | 512 B random read, queue depth 1",
        "rw=randwrite bs=4k,64k                     | 64 KiB random write, queue depth 1",
        "rw=trim bssplit=4k/50:8k/50                | mixed-size sequential trim, queue depth 1"
      })
  void describesItselfInOneLine(String options, String description) {
    assertThat(workload("[j] runtime=1 " + options).description()).isEqualTo(description);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rw=randread                | READ             | READ  | true  | false",
        "rw=randrw                  | READ,WRITE       | READ  | true  | true",
        "rw=write fdatasync=1       | WRITE,SYNC       | WRITE | false | true",
        "rw=write fdatasync=0       | WRITE            | WRITE | false | true",
        "rw=randread fsync=1        | READ             | READ  | true  | false",
        "rw=randtrim                | TRIM             | TRIM  | false | true",
        "rw=trimwrite               | WRITE,TRIM       | WRITE | false | true"
      })
  void knowsItsKinds(String options, String kinds, IoKind primary, boolean reads, boolean writes) {
    FioWorkload workload = workload("[j] runtime=1 " + options);
    assertThat(workload.kinds()).extracting(IoKind::name).containsExactly(kinds.split(","));
    assertThat(workload.primaryKind()).isEqualTo(primary);
    assertThat(workload.readsData()).isEqualTo(reads);
    assertThat(workload.writesData()).isEqualTo(writes);
  }

  @Test
  void sumsTheDepthOfConcurrentJobsOnly() {
    String jobs = "[a] runtime=2 ramp_time=1 iodepth=4 numjobs=2 [b] runtime=3 iodepth=16";
    assertThat(workload(jobs).effectiveDepth()).isEqualTo(24);
    assertThat(workload(jobs).measuringTime()).isEqualTo(Duration.ofSeconds(3));
    assertThat(workload(jobs).rampTime()).isEqualTo(Duration.ofSeconds(1));
    assertThat(workload(jobs + " stonewall").effectiveDepth()).isEqualTo(16);
    assertThat(workload(jobs + " stonewall").measuringTime()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void cannotExistWithAJobFileTheGuardRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> workload("[j] runtime=1 filename=/dev/sda"))
        .withMessageContaining("filename");
    assertThatIllegalArgumentException().isThrownBy(() -> workload("[global] bs=4k"));
  }
}
