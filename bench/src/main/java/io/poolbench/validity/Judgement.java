package io.poolbench.validity;

import java.util.List;

/** All findings about a run. What no finding names is VALID. */
public record Judgement(List<Finding> findings) {
  /** The worst finding about a workload of a trial, those about the whole trial included. */
  public Validity of(int trial, String workload) {
    return findings.stream()
        .filter(f -> f.trial() == trial)
        .filter(f -> f.workload().equals("*") || f.workload().equals(workload))
        .map(Finding::validity)
        .reduce(Validity.VALID, Validity::worse);
  }
}
