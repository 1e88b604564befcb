package io.poolbench.hostio;

import io.poolbench.workload.PlainJob;
import io.poolbench.workload.PlainJob.Arrivals;
import io.poolbench.workload.PlainJob.Sync;
import java.time.Duration;
import java.util.Optional;

/** Small jobs for tests: random 4 KiB reads with O_DIRECT in one thread, but for what is said. */
record Jobs(
    boolean random,
    int readPercent,
    int threads,
    int depth,
    boolean direct,
    Sync sync,
    Optional<Arrivals> arrivals) {
  static final int BLOCK = 4096;
  static final Duration WINDOW = Duration.ofMillis(600);
  static final Jobs READS = new Jobs(true, 100, 1, 1, true, Sync.NONE, Optional.empty());

  Jobs sequential() {
    return new Jobs(false, readPercent, threads, depth, direct, sync, arrivals);
  }

  Jobs reading(int percent) {
    return new Jobs(random, percent, threads, depth, direct, sync, arrivals);
  }

  Jobs threads(int number) {
    return new Jobs(random, readPercent, number, depth, direct, sync, arrivals);
  }

  Jobs depth(int number) {
    return new Jobs(random, readPercent, threads, number, direct, sync, arrivals);
  }

  Jobs buffered() {
    return new Jobs(random, readPercent, threads, depth, false, sync, arrivals);
  }

  Jobs with(Sync other) {
    return new Jobs(random, readPercent, threads, depth, direct, other, arrivals);
  }

  Jobs arriving(double perSecond, boolean poisson) {
    return new Jobs(
        random,
        readPercent,
        threads,
        depth,
        direct,
        sync,
        Optional.of(new Arrivals(perSecond, poisson)));
  }

  PlainJob job() {
    return job(WINDOW);
  }

  PlainJob job(Duration window) {
    return new PlainJob(
        random,
        readPercent,
        BLOCK,
        threads,
        depth,
        direct,
        sync,
        arrivals,
        Duration.ZERO,
        window,
        7);
  }
}
