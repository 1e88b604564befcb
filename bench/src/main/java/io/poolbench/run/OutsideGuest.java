package io.poolbench.run;

import io.poolbench.host.PageCache;
import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.vantage.FreeVolume;
import io.poolbench.vantage.Vantages;
import io.poolbench.workload.FioWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures a trial's workloads from outside its guest, once that has let go of the volume. */
final class OutsideGuest {
  private final FreeVolume volume;
  private final Path folder;
  private final Map<String, byte[]> files;
  private final Map<String, String> effective;

  /**
   * @param folder where a folder is made for a moment
   * @param files takes what is to be kept beside the trial's record
   * @param effective takes why a vantage was left out, by {@code vantage <word>}
   */
  OutsideGuest(
      FreeVolume volume, Path folder, Map<String, byte[]> files, Map<String, String> effective) {
    this.volume = volume;
    this.folder = folder;
    this.files = files;
    this.effective = effective;
  }

  List<VantageResult> measure(FioWorkload workload, long seed)
      throws IOException, InterruptedException {
    List<VantageResult> results = new ArrayList<>();
    for (Vantage vantage : workload.further()) {
      Optional<String> against = volume.against(vantage);
      if (against.isPresent()) {
        effective.put("vantage " + vantage.word(), "not measured: " + against.get());
        continue;
      }
      PageCache.drop();
      Path scratch = Files.createTempDirectory(folder, "vantage-");
      try {
        Vantages.Measured measured =
            Vantages.measure(vantage, workload.name(), workload.plain(seed), volume, scratch);
        files.putAll(measured.files());
        results.add(measured.result());
      } finally {
        remove(scratch);
      }
    }
    return results;
  }

  private static void remove(Path scratch) throws IOException {
    try (Stream<Path> inside = Files.list(scratch)) {
      for (Path file : inside.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }
}
