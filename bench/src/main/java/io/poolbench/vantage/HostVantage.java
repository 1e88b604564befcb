package io.poolbench.vantage;

import io.poolbench.backend.DiskSpec.Cache;
import io.poolbench.hostio.HostIo;
import io.poolbench.hostio.HostIoException;
import io.poolbench.hostio.HostIoResult;
import io.poolbench.result.HistogramFiles;
import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.workload.PlainJob;
import io.poolbench.workload.PlainJob.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The host's own I/O on the volume's device or file, as QEMU would issue it. */
final class HostVantage {
  private final String workload;
  private final PlainJob job;
  private final FreeVolume volume;

  HostVantage(String workload, PlainJob job, FreeVolume volume) {
    this.workload = workload;
    this.job = as(job, volume.disk().cache());
    this.volume = volume;
  }

  /** The page cache and what is durable are the cache mode's, as they are for a guest. */
  static PlainJob as(PlainJob job, Cache cache) {
    Sync sync =
        switch (cache) {
          case NONE, WRITEBACK -> job.sync();
          case WRITETHROUGH, DIRECTSYNC -> job.writes() ? Sync.DSYNC : Sync.NONE;
          case UNSAFE -> Sync.NONE;
        };
    return new PlainJob(
        job.random(),
        job.readPercent(),
        job.blockBytes(),
        job.threads(),
        job.depth(),
        !cache.usesPageCache(),
        sync,
        job.arrivals(),
        job.ramp(),
        job.window(),
        job.seed());
  }

  Vantages.Measured measure(Path scratch) throws IOException, InterruptedException {
    String name = workload + ".host";
    Path raw = scratch.resolve(name + ".json");
    Evidence evidence = new Evidence(volume.below());
    HostIoResult measured;
    try {
      measured = HostIo.measure(job, volume.path(), volume.disk().sizeBytes(), raw, scratch);
    } catch (HostIoException e) {
      throw new VantageException("workload " + workload + " from the host: " + e.getMessage(), e);
    }
    Map<String, String> effective = new TreeMap<>(measured.effective());
    effective.put("target", volume.path().toString());
    if (job.arrivals().isPresent()) {
      effective.put(
          "arrivals missed percent",
          String.format(Locale.ROOT, "%.2f", measured.missedSchedulePercent()));
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(name + ".json", Files.readAllBytes(raw));
    files.put(name + ".hlog", HistogramFiles.encode(measured.histograms()));
    files.put(name + ".seconds.hlog", Files.readAllBytes(scratch.resolve(name + ".hlog")));
    VantageResult result =
        new VantageResult(
            Vantage.HOST,
            workload,
            measured.engine(),
            name + ".json",
            name + ".hlog",
            measured.started(),
            measured.ended(),
            measured.io(),
            evidence.until(effective, measured.clockNanos()));
    return new Vantages.Measured(result, files);
  }
}
