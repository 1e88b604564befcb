package io.poolbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one run: {@code run.json} at its start and end, each trial whole when it ends. */
public final class RunWriter {
  private final Path folder;
  private RunRecord run;

  RunWriter(Path folder, RunRecord run) {
    this.folder = folder;
    this.run = run;
  }

  public Path folder() {
    return folder;
  }

  public RunRecord run() {
    return run;
  }

  /**
   * Stores a trial with the files beside it. The trial's folder appears whole or not at all.
   *
   * @param files content by file name
   */
  public void store(TrialRecord trial, Map<String, byte[]> files) {
    Path trials = folder.resolve("trials");
    Path part = trials.resolve("." + trial.folder() + ".part");
    Path target = trials.resolve(trial.folder());
    try {
      Files.createDirectories(part);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        AtomicFiles.writeForced(part.resolve(file.getKey()), file.getValue());
      }
      AtomicFiles.writeForced(part.resolve("trial.json"), Json.MAPPER.writeValueAsBytes(trial));
      AtomicFiles.force(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      AtomicFiles.force(trials);
    } catch (IOException e) {
      throw new ResultException("cannot store the trial in " + target + ": " + e, e);
    }
  }

  /** Adds what the substrate turned out to be. */
  public void describeSubstrate(Map<String, String> facts) {
    run = run.onSubstrate(facts);
    writeRun();
  }

  /** Marks the run as ended. */
  public void finish(Instant when, RunState state, @Nullable String problem) {
    run = run.finished(when, state, problem);
    writeRun();
  }

  void writeRun() {
    try {
      AtomicFiles.write(folder.resolve("run.json"), Json.MAPPER.writeValueAsBytes(run));
    } catch (IOException e) {
      throw new ResultException("cannot write " + folder.resolve("run.json") + ": " + e, e);
    }
  }
}
