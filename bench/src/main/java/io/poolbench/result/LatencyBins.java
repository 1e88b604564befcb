package io.poolbench.result;

import io.poolbench.stats.Percentiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The bins of a histogram log that hold something, and no others. HdrHistogram's own reader makes
 * an array of all bins there could be, megabytes for a few hundred that are used; of the thousands
 * of files of a large comparison that takes more time and memory than all else. It still reads what
 * is merged or drawn ({@link HistogramFiles}).
 *
 * <p>Source: HdrHistogram's V2 encoding: a zlib stream of a header and ZigZag LEB128 counts, in
 * which a negative number stands for as many empty bins ({@code AbstractHistogram.java}, {@code
 * ZigZagEncoding.java}).
 */
final class LatencyBins {
  private static final int COMPRESSED = 0x1c849304;
  private static final int ENCODED = 0x1c849303;
  private static final int COOKIE_BASE = ~0xf0;
  private static final int HEADER_BYTES = 40;

  private LatencyBins() {}

  /**
   * Percentiles of each kind of I/O in a file.
   *
   * @throws ResultException when the file is missing or damaged
   */
  static Map<IoKind, Percentiles> percentiles(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new ResultException(file + " is missing: the trial's folder is damaged", e);
    } catch (IOException e) {
      throw damaged(file, e);
    }
    Map<IoKind, Percentiles> found = new EnumMap<>(IoKind.class);
    try {
      for (String line : lines) {
        if (!line.startsWith("Tag=")) {
          continue;
        }
        String tag = line.substring(4, line.indexOf(','));
        for (IoKind kind : IoKind.values()) {
          if (kind.word().equals(tag)) {
            String encoded = line.substring(line.lastIndexOf(',') + 1);
            percentiles(Base64.getDecoder().decode(encoded)).ifPresent(p -> found.put(kind, p));
          }
        }
      }
    } catch (DataFormatException | RuntimeException e) {
      // a cut file makes the decoders throw whatever they throw
      throw damaged(file, e);
    }
    return found;
  }

  private static Optional<Percentiles> percentiles(byte[] compressed) throws DataFormatException {
    ByteBuffer outer = ByteBuffer.wrap(compressed);
    if ((outer.getInt() & COOKIE_BASE) != COMPRESSED) {
      throw new DataFormatException("no compressed histogram of version 2");
    }
    int length = outer.getInt();
    ByteBuffer in = inflated(compressed, outer.position(), length);
    if ((in.getInt() & COOKIE_BASE) != ENCODED) {
      throw new DataFormatException("no histogram of version 2");
    }
    int payload = in.getInt();
    int offset = in.getInt();
    int digits = in.getInt();
    long lowest = in.getLong();
    if (offset != 0 || payload != in.limit() - HEADER_BYTES || digits < 1 || digits > 5) {
      throw new DataFormatException("a histogram of another kind");
    }
    in.position(HEADER_BYTES);
    return bins(in, digits, lowest);
  }

  private static ByteBuffer inflated(byte[] bytes, int from, int length)
      throws DataFormatException {
    if (length > bytes.length - from) {
      throw new DataFormatException("the histogram is cut");
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes, from, length);
      byte[] out = new byte[Math.max(1024, 8 * length)];
      int size = 0;
      while (!inflater.finished()) {
        int n = inflater.inflate(out, size, out.length - size);
        if (n == 0 && inflater.needsInput()) {
          throw new DataFormatException("the histogram is cut");
        }
        size += n;
        if (size == out.length) {
          out = Arrays.copyOf(out, 2 * size);
        }
      }
      return ByteBuffer.wrap(out, 0, size).slice();
    } finally {
      inflater.end();
    }
  }

  private static Optional<Percentiles> bins(ByteBuffer in, int digits, long lowest) {
    // as AbstractHistogram.init: a power of two of sub-buckets that resolves 2 * 10^digits
    int magnitude = 64 - Long.numberOfLeadingZeros(2 * (long) Math.pow(10, digits) - 1) - 1;
    int half = 1 << magnitude;
    int unit = 63 - Long.numberOfLeadingZeros(Math.max(1, lowest));
    long[] values = new long[64];
    long[] counts = new long[64];
    int used = 0;
    int index = 0;
    while (in.hasRemaining()) {
      long count = zigZag(in);
      if (count < 0) {
        index = Math.toIntExact(index - count);
        continue;
      }
      if (count > 0) {
        if (used == values.length) {
          values = Arrays.copyOf(values, 2 * used);
          counts = Arrays.copyOf(counts, 2 * used);
        }
        int bucket = (index >> magnitude) - 1;
        long sub = (index & (half - 1)) + (bucket < 0 ? 0 : half);
        int shift = Math.max(0, bucket) + unit;
        values[used] = ((sub + 1) << shift) - 1;
        counts[used] = count;
        used++;
      }
      index++;
    }
    return used == 0
        ? Optional.empty()
        : Optional.of(Percentiles.of(Arrays.copyOf(values, used), Arrays.copyOf(counts, used)));
  }

  /** LEB128 with a ninth byte that holds eight bits. */
  private static long zigZag(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      long b = in.get() & 0xff;
      if (shift == 56) {
        value |= b << shift;
        break;
      }
      value |= (b & 0x7f) << shift;
      if ((b & 0x80) == 0) {
        break;
      }
    }
    return (value >>> 1) ^ -(value & 1);
  }

  private static ResultException damaged(Path file, Exception cause) {
    return new ResultException(
        file + " is damaged: restore it, or remove the trial's folder and measure it again", cause);
  }
}
