package io.poolbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one run: {@code run.json} at its start and end, each trial whole when it ends. */
public final class RunWriter {
  static final String TRIALS = "trials";

  /** Where failed trials go that were measured again. */
  static final String ATTEMPTS = "attempts";

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
   * Stores a trial with the files beside it. The trial's folder appears whole or not at all. A
   * trial stored before with a failure is kept as an attempt.
   *
   * @param files content by file name
   */
  public void store(TrialRecord trial, Map<String, byte[]> files) {
    Path trials = folder.resolve(TRIALS);
    Path part = trials.resolve("." + trial.folder() + ".part");
    Path target = trials.resolve(trial.folder());
    try {
      Files.createDirectories(part);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        AtomicFiles.writeForced(part.resolve(file.getKey()), file.getValue());
      }
      AtomicFiles.writeForced(part.resolve("trial.json"), Json.MAPPER.writeValueAsBytes(trial));
      AtomicFiles.force(part);
      if (Files.exists(target)) {
        setAside(target);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      AtomicFiles.force(trials);
    } catch (IOException e) {
      throw new ResultException("cannot store the trial in " + target + ": " + e, e);
    }
  }

  /** Moves a failed trial to {@code attempts/<trial>-<m>}, with m from 1 on. */
  private void setAside(Path failed) throws IOException {
    if (StoredJson.trial(failed.resolve("trial.json")).failure() == null) {
      throw new ResultException(failed + " is stored already and did not fail: it is not replaced");
    }
    Path attempts = Files.createDirectories(folder.resolve(ATTEMPTS));
    AtomicFiles.force(folder);
    int number = 1;
    while (Files.exists(attempts.resolve(failed.getFileName() + "-" + number))) {
      number++;
    }
    Path target = attempts.resolve(failed.getFileName() + "-" + number);
    Files.move(failed, target, StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.force(attempts);
  }

  /** Plans more trials behind those there are. */
  public void extend(List<PlannedTrial> trials) {
    run = run.extended(trials);
    writeRun();
  }

  /** Marks the run as going on again. */
  public void resume(Resumption resumption) {
    run = run.resumed(resumption);
    writeRun();
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
