package io.poolbench.stats;

import java.util.List;

/** Refuses input no statistic is defined for, naming the list and the index. */
final class Preconditions {
  private Preconditions() {}

  /** A copy of the values, all finite, at least one. */
  static double[] finite(String name, List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + " is empty: at least one value is needed");
    }
    double[] copy = new double[values.size()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values.get(i);
      if (!Double.isFinite(copy[i])) {
        throw new IllegalArgumentException(
            name + "[" + i + "] is " + copy[i] + ": must be a finite number");
      }
    }
    return copy;
  }

  /** The natural logarithms of the values, all positive and finite, at least one. */
  static double[] logsOfPositive(String name, List<Double> values) {
    double[] logs = finite(name, values);
    for (int i = 0; i < logs.length; i++) {
      if (logs[i] <= 0) {
        throw new IllegalArgumentException(
            name + "[" + i + "] is " + logs[i] + ": must be positive, it has no logarithm");
      }
      logs[i] = Math.log(logs[i]);
    }
    return logs;
  }

  /** A number strictly between 0 and 1: a confidence level, an error rate. */
  static double openUnit(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be between 0 and 1");
    }
    return value;
  }

  /** A finite number above 0. */
  static double positive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " is " + value + ": must be positive and finite");
    }
    return value;
  }

  /** A p-value: from 0 to 1, both included. */
  static double probability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + ": must be from 0 to 1");
    }
    return value;
  }
}
