package io.poolbench.hostio;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of the measuring JVM share. JMH makes their states itself and hands them
 * nothing, so that it is found by name; a JVM measures once.
 */
final class Measurement implements AutoCloseable {
  private static final AtomicReference<@Nullable Measurement> CURRENT = new AtomicReference<>();

  private final LatencyLog log;
  private @Nullable Instant started;
  private @Nullable Instant ended;
  private double behind;
  private @Nullable IOException failure;

  private Measurement(LatencyLog log) {
    this.log = log;
  }

  /**
   * @param hlog where the latencies go
   */
  static Measurement begin(Path hlog) throws IOException {
    Measurement begun = new Measurement(new LatencyLog(hlog));
    if (!CURRENT.compareAndSet(null, begun)) {
      begun.close();
      throw new IllegalStateException("this JVM measures already");
    }
    return begun;
  }

  static Measurement current() {
    Measurement current = CURRENT.get();
    if (current == null) {
      throw new IllegalStateException("nothing is measured: start at HostIo");
    }
    return current;
  }

  void add(Latencies latencies) {
    log.add(latencies);
  }

  synchronized void windowBegins() {
    if (started == null) {
      started = Instant.now();
    }
    log.begin();
  }

  /**
   * @param arrivalsBehind of the calling thread, that were due and had not begun
   */
  synchronized void windowEnds(double arrivalsBehind) {
    ended = Instant.now();
    behind += arrivalsBehind;
  }

  /** Keeps the first failure, whatever JMH makes of it; returns it. */
  synchronized IOException failed(IOException e) {
    if (failure == null) {
      failure = e;
    }
    return e;
  }

  synchronized @Nullable IOException failure() {
    return failure;
  }

  synchronized Instant started() {
    return held(started);
  }

  synchronized Instant ended() {
    return held(ended);
  }

  private static Instant held(@Nullable Instant instant) {
    if (instant == null) {
      throw new IllegalStateException("nothing was measured: JMH ran no window");
    }
    return instant;
  }

  synchronized double arrivalsBehind() {
    return behind;
  }

  /** Of all threads, in nanoseconds; when they have ended. */
  double sum(Latencies.Series series) {
    return log.threads().stream().mapToDouble(one -> one.sum(series)).sum();
  }

  @Override
  public void close() throws IOException {
    log.close();
    CURRENT.compareAndSet(this, null);
  }
}
