package io.poolbench.vantage;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.ImageFormat;
import io.poolbench.workload.PlainJob;
import io.poolbench.workload.PlainJob.Sync;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code qemu-img bench} (qemu-img(1)) is asked, and what it answers. */
final class QemuBench {
  /** The byte that it writes, over and over: it has no random data. */
  static final int DATA = 0xa5;

  private static final Pattern SECONDS =
      Pattern.compile("Run completed in ([0-9]+\\.[0-9]+) seconds\\.");
  private static final double GOLDEN = 0.6180339887498949;

  private QemuBench() {}

  /**
   * The command that issues so many I/Os; each offset follows from the one before by the step,
   * modulo the disk.
   */
  static List<String> command(PlainJob job, FreeVolume volume, long count) {
    List<String> words = new ArrayList<>(List.of("qemu-img", "bench"));
    words.addAll(List.of("-t", volume.disk().cache().word()));
    words.addAll(List.of("-i", volume.disk().io().word()));
    words.addAll(List.of("-c", String.valueOf(count)));
    words.addAll(List.of("-d", String.valueOf(job.depth())));
    words.addAll(List.of("-s", String.valueOf(job.blockBytes())));
    words.addAll(List.of("-S", String.valueOf(step(job, volume.disk().sizeBytes()))));
    if (job.writes()) {
      words.addAll(List.of("-w", "--pattern=" + DATA));
      if (job.sync() == Sync.FDATASYNC) {
        words.add("--flush-interval=1");
      }
    }
    words.addAll(List.of("--image-opts", image(volume)));
    return words;
  }

  /**
   * How far each I/O is from the one before. Where random offsets are asked for, a step near the
   * golden section of the disk's blocks, which shares no divisor with their number: it comes to
   * every block once before it comes to one again, and neighbours in time lie far apart (Knuth,
   * TAOCP 3, 6.4).
   */
  static long step(PlainJob job, long sizeBytes) {
    long blocks = sizeBytes / job.blockBytes();
    if (!job.random() || blocks < 3) {
      return job.blockBytes();
    }
    long step = Math.max(1, Math.round(blocks * GOLDEN));
    while (divisor(step, blocks) != 1) {
      step++;
    }
    return step * job.blockBytes();
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  private static String image(FreeVolume volume) {
    String path = volume.path().toString().replace(",", ",,");
    if (volume.source() instanceof DiskSource.Block block) {
      return "driver=raw,size="
          + block.sizeBytes()
          + ",file.driver=host_device,file.filename="
          + path;
    }
    DiskSource.File file = (DiskSource.File) volume.source();
    String tables =
        file.format() == ImageFormat.QCOW2 && file.metadataCacheBytes() > 0
            ? ",cache-size=" + file.metadataCacheBytes()
            : "";
    return "driver=" + file.format().word() + tables + ",file.driver=file,file.filename=" + path;
  }

  /** How long it took, in seconds; empty when it did not say. */
  static Optional<Double> seconds(String output) {
    Matcher matcher = SECONDS.matcher(output);
    return matcher.find() ? Optional.of(Double.parseDouble(matcher.group(1))) : Optional.empty();
  }
}
