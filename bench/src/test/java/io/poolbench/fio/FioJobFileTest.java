package io.poolbench.fio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FioJobFileTest {
  private static final String TWO_GLOBALS =
      """
      ; a comment
      [global]
      bs = 4k     # cut here
      time_based

      [first]
      rw=randread
      runtime=10s
      ramp_time=2
      [global]
      bs=8k
      [second]
      stonewall
      readwrite = randwrite
      runtime=20
      """;

  @Test
  void readsSectionsOptionsAndTheirLines() {
    FioJobFile.Parsed parsed = FioJobFile.parse(TWO_GLOBALS);
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.file().sections())
        .extracting(FioSection::name)
        .containsExactly("global", "first", "global", "second");
    assertThat(parsed.file().sections().get(0).options())
        .containsExactly(
            new FioOption("bs", Optional.of("4k"), 3),
            new FioOption("time_based", Optional.empty(), 4));
  }

  @Test
  void laterGlobalSectionsHoldForTheJobsAfterThem() {
    List<FioJob> jobs = FioJobFile.parse(TWO_GLOBALS).file().jobs();
    assertThat(jobs).extracting(FioJob::name).containsExactly("first", "second");
    assertThat(jobs.get(0).options().value("bs")).contains("4k");
    assertThat(jobs.get(1).options().value("bs")).contains("8k");
    assertThat(jobs.get(1).options().flag("time_based")).isTrue();
    assertThat(jobs.get(1).options().rw()).isEqualTo("randwrite");
  }

  @Test
  void sumsTimesOverStonewallsAndTakesTheLongestOfConcurrentJobs() {
    FioJobFile file = FioJobFile.parse(TWO_GLOBALS).file();
    assertThat(file.measuringTime()).isEqualTo(Duration.ofSeconds(30));
    assertThat(file.rampTime()).isEqualTo(Duration.ofSeconds(2));
    FioJobFile concurrent = FioJobFile.parse(TWO_GLOBALS.replace("stonewall", "thread")).file();
    assertThat(concurrent.measuringTime()).isEqualTo(Duration.ofSeconds(20));
    assertThat(file.isTimed()).isTrue();
  }

  @Test
  void reportsAllProblemsOfFormAtOnce() {
    FioJobFile.Parsed parsed =
        FioJobFile.parse("bs=4k\n[a\n[globalish]\nrw=\ninclude other.fio\na b=1\n=3\n");
    assertThat(parsed.problems()).extracting(FioProblem::line).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(parsed.problems().get(0))
        .hasToString("line 1: [] option before the first [section]");
  }

  @Test
  void reportsAFileWithoutJobs() {
    assertThat(FioJobFile.parse("[global]\nbs=4k\n").problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("no job"));
    assertThat(FioJobFile.parse("").problems()).hasSize(1);
  }

  @Test
  void writesWhatFioReads() {
    assertThat(FioJobFile.parse(TWO_GLOBALS).file().render())
        .isEqualTo(
            """
            [global]
            bs=4k
            time_based

            [first]
            rw=randread
            runtime=10s
            ramp_time=2

            [global]
            bs=8k

            [second]
            stonewall
            readwrite=randwrite
            runtime=20
            """);
  }

  @Test
  void theEffectiveFileNamesTheDiskAndBoundsEveryJob() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("rw", "randread");
    words.put("runtime", "30s");
    FioJobFile file = FioJobFile.inline("r", words);
    assertThat(file.effective("/dev/vda", 1 << 30, 41).render())
        .isEqualTo(
            """
            [global]
            filename=/dev/vda
            allow_file_create=0
            direct=1
            ioengine=libaio
            group_reporting=0
            randseed=42
            verify_state_save=0
            clat_percentiles=1
            percentile_list=50:90:95:99:99.9:99.99
            write_iops_log=/run/series
            write_bw_log=/run/series
            log_avg_msec=300

            [r]
            rw=randread
            runtime=30s
            size=1073741824
            time_based=1
            """);
  }

  @Test
  void aSizeBoundJobStaysBoundBySizeButCannotRunForEver() {
    FioJobFile file = FioJobFile.inline("w", Map.of("io_size", "1m"));
    FioOptions effective = file.effective("/dev/vda", 4096, -1).jobs().get(0).options();
    assertThat(effective.has("time_based")).isFalse();
    assertThat(effective.value("runtime")).contains("1h");
    assertThat(file.isTimed()).isFalse();
    FioJobFile both = FioJobFile.inline("w", Map.of("io_size", "1m", "runtime", "5"));
    assertThat(both.effective("/dev/vda", 4096, 1).jobs().get(0).options().has("time_based"))
        .isFalse();
  }

  @Test
  void preconditionsWithWritesOverTheWholeDiskInTheJobsPattern() {
    FioJobFile file =
        FioJobFile.parse(
                """
                [global]
                runtime=30
                ramp_time=5
                [reads]
                rw=randread
                bs=4k,8k
                iodepth=16
                numjobs=3
                offset=1m
                rate_iops=100
                [log]
                rw=write
                fdatasync=1
                bs=16k
                """)
            .file();

    FioJobFile job =
        file.preconditioning("/dev/vda", 1 << 20, 4 << 20, 7, java.time.Duration.ofMinutes(2));

    assertThat(job.render())
        .endsWith(
            """
            [reads]
            iodepth=16
            numjobs=3
            rw=randwrite
            bs=8192
            io_size=1048576
            runtime=120000ms
            size=1048576

            [log]
            rw=write
            bs=16384
            io_size=1048576
            runtime=120000ms
            size=1048576
            """)
        .doesNotContain("_log");
  }

  @Test
  void theUsersOwnWordWinsOverADefault() {
    FioJobFile file = FioJobFile.inline("b", Map.of("direct", "0", "runtime", "1"));
    FioOptions effective = file.effective("/dev/vda", 4096, 7).jobs().get(0).options();
    assertThat(effective.flag("direct")).isFalse();
  }

  @Test
  void differentSeedsGiveDifferentFilesAndNeverZero() {
    FioJobFile file = FioJobFile.inline("b", Map.of("runtime", "1"));
    assertThat(file.effective("/dev/vda", 1, 42)).isNotEqualTo(file.effective("/dev/vda", 1, 43));
    for (long seed : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      String value =
          file.effective("/dev/vda", 1, seed).jobs().get(0).options().value("randseed").orElse("");
      assertThat(Long.parseLong(value)).isBetween(1L, (long) Integer.MAX_VALUE);
    }
  }

  @Test
  void refusesADeviceThatCouldBreakOutOfTheLine() {
    FioJobFile file = FioJobFile.inline("b", Map.of("runtime", "1"));
    for (String device : List.of("/dev/vda\nexec_prerun=reboot", "/dev/vda:/dev/vdb", "disk.img")) {
      assertThatIllegalArgumentException().isThrownBy(() -> file.effective(device, 4096, 1));
    }
  }

  @Property
  void anyTextIsReadWithoutThrowing(@ForAll("jobFileLike") String text) {
    FioJobFile.Parsed parsed = FioJobFile.parse(text);
    List<FioProblem> problems = FioOptionGuard.problems(parsed.file());
    if (parsed.problems().isEmpty() && problems.isEmpty()) {
      assertThat(parsed.file().measuringTime()).isPositive();
      assertThat(parsed.file().effective("/dev/vda", 4096, 1).jobs()).isNotEmpty();
    }
  }

  @Property
  void anyUnicodeIsReadWithoutThrowing(@ForAll String text) {
    assertThat(FioOptionGuard.problems(FioJobFile.parse(text).file())).isNotNull();
    assertThat(FioOptionGuard.problems(FioJobFile.inline("j", Map.of("bs", text)))).isNotNull();
  }

  @Property
  void renderingAndReadingAgainChangesNothing(@ForAll("jobFileLike") String text) {
    FioJobFile.Parsed first = FioJobFile.parse(text);
    FioJobFile.Parsed second = FioJobFile.parse(first.file().render());
    assertThat(second.file().render()).isEqualTo(first.file().render());
    if (first.problems().isEmpty()) {
      assertThat(second.problems()).isEmpty();
      assertThat(second.file().jobs())
          .extracting(FioJob::name)
          .isEqualTo(first.file().jobs().stream().map(FioJob::name).toList());
    }
  }

  @Provide
  Arbitrary<String> jobFileLike() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "[",
            "]",
            "[a]",
            "[b]",
            "[global]",
            "\n",
            "\n",
            "\n",
            "=",
            " ",
            "\t",
            ";",
            "#",
            "rw",
            "=randread",
            "runtime=3s\n",
            "runtime=0\n",
            "bs=4k\n",
            "bs=,\n",
            "bs",
            "size=50%\n",
            "size=%\n",
            "iodepth=",
            "9",
            "99999999999999999999",
            "-",
            "$",
            "fsync=1\n",
            "include ",
            "time_based\n",
            "loops=9\n",
            "rate_iops=1,,2\n",
            "startdelay=1-3\n",
            "startdelay=-\n",
            "é",
            "\u0000",
            "\r\n",
            "global",
            "stonewall\n",
            "numjobs=4\n");
    return piece.list().ofMaxSize(40).map(pieces -> String.join("", pieces));
  }
}
