package io.poolbench.validity;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All findings about a run. What no finding names is VALID. */
public final class Judgement {
  private final List<Finding> findings;
  private final Map<Integer, List<Finding>> byTrial;

  public Judgement(List<Finding> findings) {
    this.findings = List.copyOf(findings);
    this.byTrial = this.findings.stream().collect(Collectors.groupingBy(Finding::trial));
  }

  public List<Finding> findings() {
    return findings;
  }

  /** The worst finding about a workload of a trial, those about the whole trial included. */
  public Validity of(int trial, String workload) {
    return byTrial.getOrDefault(trial, List.of()).stream()
        .filter(f -> f.workload().equals("*") || f.workload().equals(workload))
        .map(Finding::validity)
        .reduce(Validity.VALID, Validity::worse);
  }
}
