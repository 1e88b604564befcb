package io.poolbench.fio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FioOptionGuardTest {
  private static List<FioProblem> problems(String... lines) {
    FioJobFile.Parsed parsed =
        FioJobFile.parse("[job]\nrw=randread\n" + String.join("\n", lines) + "\n");
    assertThat(parsed.problems()).isEmpty();
    return FioOptionGuard.problems(parsed.file());
  }

  @Test
  void letsAnOrdinaryJobPass() {
    assertThat(
            problems(
                "blocksize=4k,8k",
                "iodepth=16",
                "numjobs=2",
                "runtime=30s",
                "ramp_time=5s",
                "time_based",
                "group_reporting",
                "rate_iops=1000,500",
                "rate_process=poisson",
                "fdatasync=1",
                "direct=0",
                "cpus_allowed=0",
                "nice=5",
                "thinktime=10",
                "stonewall",
                "random_distribution=zipf:1.1",
                "ioengine=io_uring",
                "hipri",
                "rwmixread=70",
                "norandommap",
                "size=50%",
                "bssplit=4k/60:64k/40"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filename=/dev/sda",
        "filename_format=x",
        "directory=/",
        "opendir=/etc",
        "read_iolog=/etc/passwd",
        "write_iolog=x",
        "replay_redirect=/dev/sda",
        "write_lat_log=x",
        "exec_prerun=reboot",
        "exec_postrun=reboot",
        "uid=0",
        "gid=0",
        "cgroup=x",
        "ioscheduler=none",
        "unlink=1",
        "create_only=1",
        "verify_state_save=1",
        "profile=tiobench",
        "percentile_list=1",
        "clat_percentiles=0",
        "gtod_reduce=1",
        "disable_clat=1",
        "stats=0",
        "unified_rw_reporting=1",
        "continue_on_error=io",
        "ignore_error=EIO",
        "randseed=1",
        "fill_fs=1",
        "kb_base=1000",
        "allow_mounted_write=1",
        "nr_files=3",
        "name=other",
        "mem=mmap:/etc/passwd",
        "buffer_pattern='/etc/shadow'"
      })
  void refusesWithAReason(String line) {
    assertThat(problems("runtime=1", line))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.line()).isEqualTo(4);
              assertThat(p.section()).isEqualTo("job");
              assertThat(p.message()).startsWith("refused: ").hasSizeGreaterThan(30);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"net", "rdma", "rbd", "nbd", "gfapi", "exec", "external:/x.so", "null", "sg"})
  void refusesEnginesThatDoNotReachTheTestDisk(String engine) {
    assertThat(problems("runtime=1", "ioengine=" + engine))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("expected one of libaio"));
  }

  @ParameterizedTest
  @CsvSource({
    "iodetph=1,iodepth",
    "blokcsize=4k,blocksize",
    "run_time=3,runtime",
    "readwirte=read,readwrite",
    "fdatasnyc=1,fdatasync"
  })
  void suggestsTheNearestWord(String line, String word) {
    assertThat(problems("runtime=1", line))
        .singleElement()
        .satisfies(p -> assertThat(p.suggestion()).contains(word));
  }

  @Test
  void suggestsNothingForGibberish() {
    assertThat(problems("runtime=1", "qqqqqqqqqqqq=1").get(0).suggestion()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bs=4KiB",
        "bs=0",
        "bs=1k,2k,3k,4k",
        "bs",
        "iodepth=0",
        "iodepth=many",
        "numjobs=9999",
        "ramp_time=5min",
        "size=0",
        "size=101%",
        "rw=randraed",
        "direct=yes",
        "rwmixread=101",
        "fsync=-1",
        "rate_iops=fast",
        "bs=$pagesize*2",
        "number_ios=0"
      })
  void refusesMalformedValues(String line) {
    assertThat(problems("runtime=1", line)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runtime=0", "runtime=25h", "timeout=2d", "time_based", "bs=4k"})
  void refusesAJobWithoutAReachableEnd(String line) {
    assertThat(problems(line)).hasSize(1);
  }

  @Test
  void refusesEndlessLoopsRampsAndDelays() {
    assertThat(problems("size=1m", "loops=100000")).hasSize(1);
    assertThat(problems("runtime=1", "ramp_time=2d")).hasSize(1);
    assertThat(problems("runtime=1", "startdelay=1-2d")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"size=1g", "io_size=10m", "number_ios=100", "runtime=24h"})
  void acceptsAnyBound(String line) {
    assertThat(problems(line)).isEmpty();
  }

  @Test
  void refusesTwoJobsOfOneName() {
    assertThat(problems("runtime=1", "[job]", "runtime=1"))
        .singleElement()
        .satisfies(p -> assertThat(p.line()).isEqualTo(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4k\nexec_prerun=reboot", "4k;", "4k # x", "4k\rdirectory=/"})
  void refusesAnInlineValueThatWouldBreakOutOfItsLine(String value) {
    FioJobFile file = FioJobFile.inline("j", Map.of("description", value, "runtime", "1"));
    assertThat(FioOptionGuard.problems(file)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a]\nexec_prerun=reboot\n[b", "a;b", "", "[a"})
  void refusesAnInlineNameThatWouldBreakOutOfItsHeading(String name) {
    FioJobFile file = FioJobFile.inline(name, Map.of("runtime", "1"));
    assertThat(FioOptionGuard.problems(file)).hasSize(1);
  }

  @Test
  void reportsEveryProblemNotTheFirst() {
    assertThat(problems("filename=/dev/sda", "iodetph=2", "bs=4x")).hasSize(3);
  }

  @Test
  void everyRefusedOrCheckedWordIsOneFioKnows() {
    assertThat(FioRefusals.names())
        .isNotEmpty()
        .allMatch(n -> FioWords.canonical(n).equals(n) && FioWords.isKnown(n));
  }

  @Test
  void aSwapOfNeighboursIsOneSlip() {
    assertThat(FioWords.distance("iodetph", "iodepth")).isEqualTo(1);
    assertThat(FioWords.distance("", "abc")).isEqualTo(3);
    assertThat(FioWords.distance("kitten", "sitting")).isEqualTo(3);
  }
}
