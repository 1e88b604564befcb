package io.poolbench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.fio.FioJobFile;
import io.poolbench.fio.FioOptionGuard;
import io.poolbench.result.Vantage;
import io.poolbench.workload.PlainJob.Sync;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainJobsTest {
  private static FioJobFile jobs(String options) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String option : options.split(" ")) {
      String[] parts = option.split("=", 2);
      words.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    FioJobFile jobs = FioJobFile.inline("job", words);
    assertThat(FioOptionGuard.problems(jobs)).isEmpty();
    return jobs;
  }

  private static PlainJob plain(String options) {
    FioWorkload workload =
        new FioWorkload("w", jobs(options), Optional.empty(), List.of(Vantage.HOST));
    return workload.plain(3);
  }

  @Test
  void aJobIsWhatFioWouldIssue() {
    PlainJob job = plain("rw=randrw rwmixread=70 bs=8k iodepth=4 numjobs=2 runtime=5 ramp_time=2");

    assertThat(job.random()).isTrue();
    assertThat(job.readPercent()).isEqualTo(70);
    assertThat(job.blockBytes()).isEqualTo(8192);
    assertThat(job.depth()).isEqualTo(4);
    assertThat(job.threads()).isEqualTo(2);
    assertThat(job.direct()).isTrue();
    assertThat(job.sync()).isEqualTo(Sync.NONE);
    assertThat(job.arrivals()).isEmpty();
    assertThat(job.ramp()).isEqualTo(Duration.ofSeconds(2));
    assertThat(job.window()).isEqualTo(Duration.ofSeconds(5));
    assertThat(job.seed()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "rw=read, 100",
    "rw=randread, 100",
    "rw=write, 0",
    "rw=randwrite, 0",
    "rw=rw, 50",
    "rw=randrw rwmixwrite=90, 10"
  })
  void theShareOfReadsIsFios(String options, int percent) {
    assertThat(plain(options + " runtime=1").readPercent()).isEqualTo(percent);
  }

  @Test
  void bothSyncsAreOfTheData() {
    assertThat(plain("rw=write fdatasync=1 runtime=1").sync()).isEqualTo(Sync.FDATASYNC);
    assertThat(plain("rw=write fsync=1 runtime=1").sync()).isEqualTo(Sync.FDATASYNC);
  }

  @Test
  void aRateIsEachJobsOwn() {
    PlainJob job = plain("rw=randread rate_iops=100 rate_process=poisson numjobs=3 runtime=1");

    assertThat(job.arrivals()).hasValue(new PlainJob.Arrivals(300, true));
  }

  @Test
  void aSynchronousEngineHasAQueueOfOne() {
    assertThat(plain("rw=randread ioengine=psync iodepth=8 runtime=1").depth()).isEqualTo(1);
  }

  @Test
  void aRampThatEndsByItselfIsAsLongAsItsShortest() {
    FioJobFile jobs = jobs("rw=randread runtime=10");
    AutoRamp ramp = AutoRamp.before(jobs.measuringTime(), Duration.ofMinutes(2));
    FioWorkload workload = new FioWorkload("w", jobs, Optional.of(ramp), List.of(Vantage.HOST));

    assertThat(workload.plain(1).ramp()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({
    "rw=randread bssplit=4k/50:8k/50 runtime=1, bssplit",
    "rw=randread random_distribution=zipf runtime=1, random_distribution",
    "rw=randread size=1m runtime=1, size",
    "'rw=randread bs=4k,8k runtime=1', bs",
    "rw=read:4 runtime=1, rw",
    "rw=randtrim runtime=1, rw",
    "rw=write io_size=1m, io_size",
    "rw=write number_ios=10, number_ios",
    "rw=randread direct=0 runtime=1, direct",
    "rw=write fdatasync=4 runtime=1, fdatasync",
    "rw=write fdatasync=1 iodepth=2 runtime=1, iodepth",
    "'rw=read rate_iops=5,6 runtime=1', rate_iops",
    "rw=randrw rate_iops=5 runtime=1, rate_iops",
    "rw=read rate_iops=2 numjobs=4 runtime=1, rate_iops"
  })
  void whatOnlyFioHasIsNamed(String options, String option) {
    FioJobFile jobs = jobs(options);

    assertThat(PlainJobs.against(jobs, Vantage.GUEST)).isEmpty();
    for (Vantage vantage : List.of(Vantage.HOST, Vantage.QEMU)) {
      assertThat(PlainJobs.against(jobs, vantage).orElseThrow().option()).isEqualTo(option);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rw=rw runtime=1, rw",
    "rw=randrw runtime=1, rw",
    "rw=read numjobs=2 runtime=1, numjobs",
    "rw=read rate_iops=50 runtime=1, rate_iops"
  })
  void qemuDoesLess(String options, String option) {
    FioJobFile jobs = jobs(options);

    assertThat(PlainJobs.against(jobs, Vantage.HOST)).isEmpty();
    assertThat(PlainJobs.against(jobs, Vantage.QEMU).orElseThrow().option()).isEqualTo(option);
    assertThatThrownBy(() -> new FioWorkload("w", jobs, Optional.empty(), List.of(Vantage.QEMU)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("qemu-img bench");
  }

  @Test
  void severalJobsAreNone() {
    FioJobFile two = FioJobFile.parse("[a]\nrw=read\nruntime=1\n[b]\nrw=write\nruntime=1\n").file();

    assertThat(PlainJobs.against(two, Vantage.HOST).orElseThrow().reason()).contains("2 jobs");
  }
}
