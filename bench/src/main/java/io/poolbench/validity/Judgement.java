package io.poolbench.validity;

import io.poolbench.result.Vantage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All findings about a run. What no finding names is VALID. */
public final class Judgement {
  private static final Set<String> OF_THE_GUEST =
      Set.of(new ClockSource().name(), new GuestDiffers().name());

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
    return of(trial, workload, Vantage.GUEST);
  }

  /**
   * The worst finding about a workload's figures from a vantage; from outside the guest, what is
   * wrong with the guest alone does not count.
   */
  public Validity of(int trial, String workload, Vantage vantage) {
    String subject = Finding.subject(workload, vantage);
    return byTrial.getOrDefault(trial, List.of()).stream()
        .filter(f -> f.workload().equals("*") || f.workload().equals(subject))
        .filter(f -> vantage == Vantage.GUEST || !OF_THE_GUEST.contains(f.check()))
        .map(Finding::validity)
        .reduce(Validity.VALID, Validity::worse);
  }
}
