package io.poolbench.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runs kept under one folder, usually {@code results/}.
 *
 * <pre>
 * results/&lt;run&gt;/scenario.yaml  run.json  journal.jsonl  samples.csv
 *               trials/&lt;nn&gt;-&lt;backend&gt;-r&lt;k&gt;/{trial.json, domain.xml, &lt;workload&gt;.fio.json, &lt;workload&gt;.hlog}
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

  /**
   * Starts a run: its folder, the scenario verbatim and {@code run.json}.
   *
   * @throws RunExistsException when a run of that name exists; of several processes that start one
   *     at the same time, one succeeds
   * @throws ResultException when the folder cannot be written
   */
  public RunWriter create(RunRecord run, String scenarioText) {
    Path folder = folder(run.id());
    try {
      Files.createDirectories(root);
      Files.createDirectory(folder);
      Files.createDirectory(folder.resolve("trials"));
      AtomicFiles.write(
          folder.resolve("scenario.yaml"), scenarioText.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      throw new RunExistsException("a run named " + run.id() + " exists already in " + root, e);
    } catch (IOException e) {
      throw new ResultException("cannot create the run's folder " + folder + ": " + e, e);
    }
    RunWriter writer = new RunWriter(folder, run);
    writer.writeRun();
    return writer;
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
    RunRecord run = read(folder.resolve("run.json"), RunRecord.class);
    List<TrialResult> trials = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder.resolve("trials"))) {
      for (Path trial :
          folders.filter(f -> Files.isRegularFile(f.resolve("trial.json"))).sorted().toList()) {
        if (!String.valueOf(trial.getFileName()).startsWith(".")) {
          trials.add(new TrialResult(read(trial.resolve("trial.json"), TrialRecord.class), trial));
        }
      }
      trials.sort(Comparator.comparingInt(t -> t.trial().index()));
      return new RunResult(
          run, folder, Files.readString(folder.resolve("scenario.yaml")), List.copyOf(trials));
    } catch (IOException e) {
      throw new ResultException("cannot read the trials in " + folder + ": " + e, e);
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

  private static <T> T read(Path file, Class<T> type) {
    try {
      JsonNode tree = Json.MAPPER.readTree(Files.readAllBytes(file));
      int version = tree.path("formatVersion").asInt(0);
      if (version < 1) {
        throw new ResultException(file + " names no formatVersion: it is not poolbench's");
      }
      if (version > FormatVersion.CURRENT) {
        throw new ResultException(
            file
                + " has format version "
                + version
                + ", this poolbench reads up to "
                + FormatVersion.CURRENT
                + ": use a newer poolbench");
      }
      return Json.MAPPER.treeToValue(tree, type);
    } catch (IOException e) {
      throw new ResultException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
