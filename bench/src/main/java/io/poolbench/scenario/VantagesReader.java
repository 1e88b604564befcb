package io.poolbench.scenario;

import io.poolbench.fio.FioJobFile;
import io.poolbench.result.Vantage;
import io.poolbench.workload.PlainJobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code vantages} of a workload. */
final class VantagesReader {
  private static final String KEY = "vantages";
  private static final List<String> WORDS =
      Arrays.stream(Vantage.values()).map(Vantage::word).toList();

  private VantagesReader() {}

  /** Those beside the guest, in their own order; none where only the guest is meant. */
  static List<Vantage> read(Section workload, FioJobFile jobs) {
    Optional<Value> given = workload.value(KEY);
    if (given.isEmpty()) {
      return List.of();
    }
    if (!(given.get().node() instanceof YamlNode.Sequence sequence)) {
      workload.problem(
          KEY,
          "found " + given.get().node().what() + "; expected a list, such as [guest, host, qemu]");
      return List.of();
    }
    List<String> words = new ArrayList<>();
    for (YamlNode node : sequence.items()) {
      String word = node instanceof YamlNode.Scalar scalar ? scalar.text() : node.what();
      if (!WORDS.contains(word)) {
        workload.problem(
            KEY,
            Printable.quote(word) + " is not a vantage; expected " + Forms.oneOf(WORDS),
            Nearest.of(word, WORDS));
        return List.of();
      }
      if (words.contains(word)) {
        workload.problem(KEY, "names " + word + " twice");
        return List.of();
      }
      words.add(word);
    }
    if (!words.contains(Vantage.GUEST.word())) {
      workload.problem(KEY, "leaves out guest, with which all else is compared; add it");
      return List.of();
    }
    List<Vantage> further =
        Arrays.stream(Vantage.values())
            .filter(v -> v != Vantage.GUEST && words.contains(v.word()))
            .toList();
    for (Vantage vantage : further) {
      PlainJobs.against(jobs, vantage)
          .ifPresent(
              refusal ->
                  workload.problem(
                      KEY,
                      vantage.word()
                          + " cannot do this job: "
                          + refusal.reason()
                          + "; leave "
                          + vantage.word()
                          + " out, or change the job"));
    }
    return further;
  }
}
