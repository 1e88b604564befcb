package io.poolbench.compare;

import io.poolbench.result.RunResult;
import io.poolbench.validity.Judgement;

/** A stored run with what is to be thought of its trials. */
public record JudgedRun(RunResult result, Judgement judgement) {
  String id() {
    return result.run().id();
  }
}
