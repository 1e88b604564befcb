package io.poolbench.result;

import static org.assertj.core.api.Assertions.assertThat;

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
      HistogramFiles files = new HistogramFiles();
      for (IoKind kind : IoKind.values()) {
        if (kinds.contains(kind)) {
          assertThat(files.read(file, kind)).contains(written.get(kind));
        } else {
          assertThat(files.read(file, kind)).isEmpty();
        }
      }
    } finally {
      Locale.setDefault(before);
      Files.delete(file);
    }
  }
}
