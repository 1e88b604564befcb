package io.poolbench.fio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FioOutputTest {
  /** In the form of fio 2.16's stat.c: microseconds, io_bytes in KiB, no N. */
  private static final String FIO_2 =
      """
      {"fio version":"fio-2.16","timestamp":1500000000,"jobs":[{"jobname":"old","error":0,
       "read":{"io_bytes":400,"bw":200,"iops":50.0,"runtime":2000,"total_ios":100,"short_ios":1,
        "drop_ios":0,"slat":{"min":1,"max":9,"mean":2.50,"stddev":0.50},
        "clat":{"min":10,"max":90,"mean":25.50,"stddev":5.00,
          "percentile":{"50.000000":25,"99.000000":80,"0.00":0}},
        "lat":{"min":11,"max":99,"mean":28.00,"stddev":5.10}},
       "write":{"io_bytes":0,"bw":0,"iops":0.0,"runtime":0,"total_ios":0}}]}
      """;

  @Test
  void readsACapturedReadJob() {
    FioOutput output = Captured.output("randread-qd1");
    assertThat(output.version()).isEqualTo("fio-3.33");
    assertThat(output.timestamp()).isPositive();
    assertThat(output.notes()).isEmpty();
    assertThat(output.diskUtil()).singleElement().extracting(FioDiskUtil::name).isEqualTo("vda");
    FioJobResult job = output.jobs().get(0);
    assertThat(job.name()).isEqualTo("randread");
    assertThat(job.error()).isZero();
    assertThat(job.options()).containsEntry("bs", "4k").containsEntry("rw", "randread");
    assertThat(job.iodepthLevel().get("1")).isEqualTo(100.0);
    assertThat(job.streams()).containsOnlyKeys(IoKind.READ);
    FioStream read = stream(job, IoKind.READ);
    assertThat(read.ioBytes()).isEqualTo(read.totalIos() * 4096);
    assertThat(read.bandwidthBytes()).isEqualTo(1000 * read.ioBytes() / read.runtimeMillis());
    FioLatency clat = read.clat().orElseThrow();
    assertThat(clat.samples()).isEqualTo(read.totalIos());
    assertThat(clat.percentiles()).containsKeys(50.0, 95.0, 99.0, 99.9, 99.99);
    assertThat(clat.bins().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(clat.samples());
    assertThat(read.lat().orElseThrow().meanNanos()).isGreaterThan(clat.meanNanos());
  }

  @Test
  void keepsEachCloneOfAJob() {
    FioOutput output = Captured.output("randrw-jobs");
    assertThat(output.jobs()).hasSize(3);
    assertThat(output.jobs())
        .allSatisfy(job -> assertThat(job.streams()).containsOnlyKeys(IoKind.READ, IoKind.WRITE));
    assertThat(output.completionLatencies(IoKind.WRITE)).hasSize(3);
  }

  @Test
  void readsFlushesFromTheSyncObject() {
    FioOutput output = Captured.output("write-fdatasync");
    FioStream sync = stream(output.jobs().get(0), IoKind.SYNC);
    assertThat(sync.clat()).isEmpty();
    assertThat(sync.lat().orElseThrow().bins()).isNotEmpty();
    assertThat(output.completionLatencies(IoKind.SYNC)).hasSize(1);
  }

  @Test
  void keepsWhatFioSaidBeforeTheJsonWhenItCouldNotOpenTheFile() {
    FioOutput output = Captured.output("missing-file");
    assertThat(output.notes())
        .containsExactly("fio: file creation disallowed by allow_file_create=0");
    assertThat(output.jobs().get(0).error()).isZero();
    assertThat(output.jobs().get(0).totalIos()).isZero();
  }

  @Test
  void readsTheErrnoOfAFailedJob() {
    assertThat(Captured.output("misaligned").jobs().get(0).error()).isEqualTo(22);
  }

  @Test
  void readsPlainJsonWithoutBins() {
    FioLatency clat = Captured.output("plain-json").completionLatencies(IoKind.READ).get(0);
    assertThat(clat.samples()).isEqualTo(2000);
    assertThat(clat.bins()).isEmpty();
    assertThat(clat.percentiles()).hasSize(17);
  }

  @Test
  void leavesTheSumOverClientsOut() {
    FioOutput output = Captured.output("client-stats");
    assertThat(output.jobs()).extracting(FioJobResult::name).containsExactly("remote", "second");
    assertThat(output.jobs().get(0).hostname()).isEqualTo(Optional.of("./s.sock"));
  }

  @Test
  void readsTheMicrosecondsAndKibibytesOfFio2() {
    FioJobResult job = FioOutput.parse(FIO_2).jobs().get(0);
    assertThat(job.streams()).containsOnlyKeys(IoKind.READ);
    FioStream read = stream(job, IoKind.READ);
    assertThat(read.ioBytes()).isEqualTo(400 * 1024);
    assertThat(read.bandwidthBytes()).isEqualTo(200 * 1024);
    assertThat(read.shortIos()).isEqualTo(1);
    FioLatency clat = read.clat().orElseThrow();
    assertThat(clat.meanNanos()).isEqualTo(25_500);
    assertThat(clat.maxNanos()).isEqualTo(90_000);
    assertThat(clat.samples()).isEqualTo(100);
    assertThat(clat.percentiles()).isEqualTo(Map.of(50.0, 25_000L, 99.0, 80_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fio: no such file",
        "[]",
        "{}",
        "{\"fio version\":\"fio-3.33\"}",
        "{\"fio version\":\"fio-3.33\",\"jobs\":{}}",
        "{\"fio version\":\"fio-3.33\",\"jobs\":[3]}",
        "{\"fio version\":\"fio-3.33\",\"jobs\":[{}]}",
        "{\"fio version\":\"fio-3.33\",\"jobs\":[{\"jobname\":\"a\",\"read\":7}]}",
        "{\"fio version\":\"fio-3.33\",\"jobs\":[]} trailing"
      })
  void refusesWhatIsNoFioOutput(String text) {
    assertThatExceptionOfType(FioFormatException.class).isThrownBy(() -> FioOutput.parse(text));
  }

  @Test
  void saysWhereAValueIsOfTheWrongKind() {
    assertThatExceptionOfType(FioFormatException.class)
        .isThrownBy(() -> FioOutput.parse(FIO_2.replace("\"max\":90", "\"max\":\"x\"")))
        .withMessageContaining("jobs[0].read.clat.max");
  }

  @Property(tries = 200)
  void aCutOffOutputIsAFormatError(@ForAll @IntRange(min = 0, max = 12_000) int length) {
    String text = Captured.text("randread-qd1").strip();
    assertThatExceptionOfType(FioFormatException.class)
        .isThrownBy(() -> FioOutput.parse(text.substring(0, Math.min(length, text.length() - 1))));
  }

  private static FioStream stream(FioJobResult job, IoKind kind) {
    return Optional.ofNullable(job.streams().get(kind)).orElseThrow();
  }
}
