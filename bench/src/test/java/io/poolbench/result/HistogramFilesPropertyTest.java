package io.poolbench.result;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.stats.Percentiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

class HistogramFilesPropertyTest {
  @Property(tries = 100)
  void whatIsEncodedIsReadBack(
      @ForAll @UniqueElements List<IoKind> kinds,
      @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 100_000_000_000L) Long> latencies,
      @ForAll @IntRange(min = 1, max = 3) int digits,
      @ForAll boolean comma)
      throws IOException {
    Map<IoKind, Histogram> written = new EnumMap<>(IoKind.class);
    for (IoKind kind : kinds) {
      Histogram h = new Histogram(digits);
      latencies.forEach(l -> h.recordValueWithCount(l + kind.ordinal(), 1 + l % 7));
      written.put(kind, h);
    }
    Path file = Files.createTempFile("poolbench", ".hlog");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(comma ? Locale.GERMANY : Locale.ROOT);
      Files.write(file, HistogramFiles.encode(written));
      Map<IoKind, Percentiles> percentiles = LatencyBins.percentiles(file);
      for (IoKind kind : IoKind.values()) {
        if (kinds.contains(kind)) {
          assertThat(HistogramFiles.read(file, kind)).contains(written.get(kind));
          assertSame(percentiles.get(kind), requireNonNull(written.get(kind)));
        } else {
          assertThat(HistogramFiles.read(file, kind)).isEmpty();
          assertThat(percentiles).doesNotContainKey(kind);
        }
      }
    } finally {
      Locale.setDefault(before);
      Files.delete(file);
    }
  }

  /** The short cut to percentiles says what HdrHistogram's own reader leads to. */
  private static void assertSame(@Nullable Percentiles percentiles, Histogram written) {
    if (written.getTotalCount() == 0 || percentiles == null) {
      assertThat(percentiles).isNull();
      assertThat(written.getTotalCount()).isZero();
      return;
    }
    Percentiles expected = Percentiles.of(written);
    assertThat(percentiles.samples()).isEqualTo(expected.samples());
    for (double percent : new double[] {0.1, 50, 95, 99, 99.9, 100}) {
      assertThat(percentiles.at(percent)).as("p%s", percent).isEqualTo(expected.at(percent));
    }
  }

  @Property(tries = 100)
  void aFileThatIsCutOrBentIsNamedAsDamagedOrReadAsItIs(
      @ForAll @IntRange(min = 0, max = 1000) int at, @ForAll byte bent) throws IOException {
    Histogram h = new Histogram(4);
    for (long l = 1; l < 3000; l++) {
      h.recordValue(l * l);
    }
    byte[] content = HistogramFiles.encode(Map.of(IoKind.READ, h));
    int place = at * (content.length - 1) / 1000;
    content[place] = bent;
    Path file = Files.createTempFile("poolbench", ".hlog");
    try {
      Files.write(file, content);
      LatencyBins.percentiles(file);
      Files.write(file, java.util.Arrays.copyOf(content, place));
      LatencyBins.percentiles(file);
    } catch (ResultException damaged) {
      assertThat(damaged).hasMessageContaining(file.toString()).hasMessageContaining("damaged");
    } finally {
      Files.delete(file);
    }
  }
}
