package io.poolbench.scenario;

/** Where the bytes of every backend end: one device for all. */
public sealed interface SubstrateSpec {
  /** As written in a scenario. */
  String text();

  long sizeBytes();

  /** A prewritten file behind a loop device with direct I/O, made and removed by the run. */
  record Loop(long sizeBytes) implements SubstrateSpec {
    @Override
    public String text() {
      return "loop:" + (sizeBytes >> 20) + "MiB";
    }
  }
}
