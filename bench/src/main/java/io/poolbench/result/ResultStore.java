package io.poolbench.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The runs kept under one folder, usually {@code results/}.
 *
 * <pre>
 * results/&lt;run&gt;/scenario.yaml  &lt;fio job files&gt;  run.json  journal.jsonl  samples.csv
 *               trials/&lt;nn&gt;-&lt;backend&gt;-r&lt;k&gt;/{trial.json, domain.xml, &lt;workload&gt;.fio.json, &lt;workload&gt;.hlog}
 *               attempts/&lt;nn&gt;-&lt;backend&gt;-r&lt;k&gt;-&lt;m&gt;/…
 * </pre>
 */
public final class ResultStore {
  private final Path root;

  /** A store in {@code root}, which need not exist yet. */
  public ResultStore(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /** The folder a run of this name has or would have. */
  public Path folder(String runId) {
    return root.resolve(runId);
  }

  /** As {@link #create(RunRecord, String, Map)}, of a scenario that names no fio job file. */
  public RunWriter create(RunRecord run, String scenarioText) {
    return create(run, scenarioText, Map.of());
  }

  /**
   * Starts a run: its folder, the scenario verbatim, the fio job files it names, and {@code
   * run.json} with their digests.
   *
   * @param jobFiles content by path; the paths are relative to the scenario and so to the run
   * @throws RunExistsException when a run of that name exists; of several processes that start one
   *     at the same time, one succeeds
   * @throws ResultException when a job file's path is none that a run can keep, or the folder
   *     cannot be written
   */
  public RunWriter create(RunRecord run, String scenarioText, Map<String, String> jobFiles) {
    RunInputs.refuseUnsafe(jobFiles);
    Path folder = folder(run.id());
    List<InputRecord> inputs;
    try {
      Files.createDirectories(root);
      Files.createDirectory(folder);
      Files.createDirectory(folder.resolve(RunWriter.TRIALS));
      inputs = RunInputs.write(folder, scenarioText, jobFiles);
    } catch (FileAlreadyExistsException e) {
      throw new RunExistsException("a run named " + run.id() + " exists already in " + root, e);
    } catch (IOException e) {
      throw new ResultException("cannot create the run's folder " + folder + ": " + e, e);
    }
    RunWriter writer = new RunWriter(folder, run.madeOf(inputs));
    writer.writeRun();
    return writer;
  }

  /**
   * Goes on writing a run that nobody writes any more. What a killed process had half written is
   * removed; nothing else is changed yet.
   */
  public RunWriter reopen(RunResult run) {
    try {
      TornFiles.remove(run.folder());
      TornFiles.remove(run.folder().resolve(RunWriter.TRIALS));
    } catch (IOException e) {
      throw new ResultException(
          "cannot remove what was half written in " + run.folder() + ": " + e, e);
    }
    return new RunWriter(run.folder(), run.run());
  }

  /** Names of all runs, oldest first (names begin with their time). */
  public List<String> list() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(f -> Files.isRegularFile(f.resolve("run.json")))
          .map(f -> String.valueOf(f.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ResultException("cannot list the runs in " + root + ": " + e, e);
    }
  }

  /**
   * Reads a run back.
   *
   * @throws ResultException when there is no such run, a file is damaged, or a later version of
   *     poolbench wrote it
   */
  public RunResult load(String runId) {
    Path folder = folder(runId);
    if (!Files.isRegularFile(folder.resolve("run.json"))) {
      throw new ResultException(
          "no run named " + runId + " in " + root + "; it holds: " + String.join(", ", list()));
    }
    RunRecord run = StoredJson.run(folder.resolve("run.json"));
    List<TrialResult> trials = new ArrayList<>();
    try {
      for (Path trial : storedIn(folder.resolve(RunWriter.TRIALS))) {
        trials.add(new TrialResult(StoredJson.trial(trial.resolve("trial.json")), trial));
      }
      trials.sort(Comparator.comparingInt(t -> t.trial().index()));
      return new RunResult(
          run, folder, Files.readString(folder.resolve(RunInputs.SCENARIO)), List.copyOf(trials));
    } catch (IOException e) {
      throw new ResultException("cannot read the trials in " + folder + ": " + e, e);
    }
  }

  /** A run's failed trials that were measured again. They enter no comparison. */
  public List<TrialRecord> attempts(String runId) {
    Path attempts = folder(runId).resolve(RunWriter.ATTEMPTS);
    if (!Files.isDirectory(attempts)) {
      return List.of();
    }
    try {
      return storedIn(attempts).stream()
          .map(attempt -> StoredJson.trial(attempt.resolve("trial.json")))
          .toList();
    } catch (IOException e) {
      throw new ResultException("cannot list " + attempts + ": " + e, e);
    }
  }

  /** Folders with a trial in them, but for those half written. */
  private static List<Path> storedIn(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(f -> Files.isRegularFile(f.resolve("trial.json")))
          .filter(f -> !String.valueOf(f.getFileName()).startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** Replaces the run's {@code samples.csv}. */
  public void writeSamples(String runId, List<Sample> samples) {
    Path file = folder(runId).resolve("samples.csv");
    try {
      AtomicFiles.write(file, SamplesCsv.encode(samples).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ResultException("cannot write " + file + ": " + e, e);
    }
  }
}
