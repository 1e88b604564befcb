package io.poolbench.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files a run was made of, kept in its folder so that the scenario there can be read again: the
 * scenario, and the fio job files it names under the paths it names them by.
 */
final class RunInputs {
  static final String SCENARIO = "scenario.yaml";

  /** What a run's folder holds beside its inputs. */
  private static final Set<String> OWN =
      Set.of(
          SCENARIO,
          "run.json",
          "journal.jsonl",
          "lab-journal.jsonl",
          "samples.csv",
          RunWriter.TRIALS,
          RunWriter.ATTEMPTS);

  private RunInputs() {}

  /**
   * @throws ResultException when a job file's path leads out of the run's folder, or is one that
   *     the run has for itself
   */
  static void refuseUnsafe(Map<String, String> jobFiles) {
    for (String path : jobFiles.keySet()) {
      if (!staysInside(path)) {
        throw new ResultException(
            "fio job file "
                + path
                + ": its path leads out of the run's folder; keep it below the scenario's");
      }
      String first = Path.of(path).getName(0).toString();
      if (OWN.contains(first) || TornFiles.isTorn(first)) {
        throw new ResultException(
            "fio job file "
                + path
                + ": it is kept with the run, where "
                + first
                + " is a name of the run's own; give the job file another, such as jobs/a.fio");
      }
    }
  }

  /**
   * Writes the inputs into a run's folder.
   *
   * @param jobFiles content by path, paths that {@link #refuseUnsafe} lets pass
   * @return their digests, the scenario's first
   */
  static List<InputRecord> write(Path folder, String scenario, Map<String, String> jobFiles)
      throws IOException {
    List<InputRecord> inputs = new ArrayList<>();
    for (Map.Entry<String, String> file : jobFiles.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      AtomicFiles.write(target, file.getValue().getBytes(StandardCharsets.UTF_8));
      inputs.add(InputRecord.of(file.getKey(), file.getValue()));
    }
    AtomicFiles.write(folder.resolve(SCENARIO), scenario.getBytes(StandardCharsets.UTF_8));
    inputs.add(0, InputRecord.of(SCENARIO, scenario));
    return inputs;
  }

  /** Which inputs are no longer what the run was made of, in words. */
  static List<String> changes(Path folder, List<InputRecord> inputs) {
    List<String> changes = new ArrayList<>();
    for (InputRecord input : inputs) {
      Path file = folder.resolve(input.path());
      if (!staysInside(input.path()) || !Files.isRegularFile(file)) {
        changes.add(input.path() + " of the run is missing");
        continue;
      }
      try {
        String now = InputRecord.of(input.path(), Files.readAllBytes(file)).sha256();
        if (!now.equals(input.sha256())) {
          changes.add(
              "%s of the run was changed since the run began (SHA-256 %s then, %s now)"
                  .formatted(input.path(), input.sha256(), now));
        }
      } catch (IOException e) {
        changes.add(input.path() + " of the run cannot be read: " + e);
      }
    }
    return changes;
  }

  private static boolean staysInside(String path) {
    try {
      Path relative = Path.of(path);
      return !path.isEmpty()
          && !relative.isAbsolute()
          && relative.equals(relative.normalize())
          && !relative.startsWith("..");
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
