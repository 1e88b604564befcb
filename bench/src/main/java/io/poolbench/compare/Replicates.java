package io.poolbench.compare;

import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.stats.GeometricMean;
import io.poolbench.stats.TukeyFences;
import io.poolbench.validity.Judgement;
import io.poolbench.validity.Validity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one backend's trials say of one figure.
 *
 * @param values usable values in block order, all positive and finite
 * @param excluded values left out
 */
record Replicates(List<Cell.Value> values, int excluded) {

  static Replicates of(
      RunResult run, Judgement judgement, String backend, String workload, Metric metric) {
    List<Cell.Value> values = new ArrayList<>();
    int excluded = 0;
    for (TrialResult stored : run.trialsOf(backend)) {
      TrialRecord t = stored.trial();
      Validity validity = judgement.of(t.index(), workload);
      if (validity == Validity.INVALID) {
        excluded++;
        continue;
      }
      OptionalDouble value = stored.value(workload, metric);
      if (value.isPresent()) {
        double v = value.getAsDouble();
        if (v > 0 && Double.isFinite(v)) {
          boolean suspect = validity == Validity.SUSPECT;
          values.add(new Cell.Value(t.block(), t.index(), v, suspect, false));
        } else {
          excluded++;
        }
      }
    }
    values.sort(Comparator.comparingInt(Cell.Value::block));
    return new Replicates(withOutliersMarked(values), excluded);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Optional<GeometricMean> mean() {
    return values.isEmpty() ? Optional.empty() : Optional.of(GeometricMean.of(figures(values)));
  }

  static List<Double> figures(List<Cell.Value> values) {
    return values.stream().map(Cell.Value::value).toList();
  }

  private static List<Cell.Value> withOutliersMarked(List<Cell.Value> values) {
    if (values.isEmpty()) {
      return List.of();
    }
    List<Cell.Value> marked = new ArrayList<>(values);
    for (int i : TukeyFences.of(figures(values)).outliers()) {
      Cell.Value v = values.get(i);
      marked.set(i, new Cell.Value(v.block(), v.trial(), v.value(), v.suspect(), true));
    }
    return List.copyOf(marked);
  }
}
