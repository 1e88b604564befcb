package io.poolbench.hostio;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.infra.ThreadParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * What JMH runs, in a JVM of its own: one completed I/O is one operation. Public because JMH's
 * generated code calls it; measure through {@link HostIo}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HostIoBench {
  /** A request, as text. */
  @Param("")
  public String request = "";

  private @Nullable Worker worker;

  /** What one thread keeps from the ramp to the window: where it is, and what it recorded. */
  private static final class Worker {
    final Request request;
    final int thread;
    final Offsets offsets;
    final Latencies latencies = new Latencies();
    final Optional<Schedule> schedule;
    @Nullable Engine engine;
    boolean measures;

    Worker(Request request, int thread) {
      this.request = request;
      this.thread = thread;
      this.offsets = Offsets.of(request, thread);
      this.schedule =
          request.job().arrivals().map(a -> new Schedule(a, request.job().threads(), offsets));
    }

    void open(boolean measures) throws IOException {
      this.measures = measures;
      engine =
          request.job().depth() == 1
              ? new PsyncEngine(request, thread, offsets, schedule, latencies)
              : new UringEngine(request, thread, offsets, schedule, latencies);
      if (measures) {
        latencies.reset();
        Measurement.current().windowBegins();
      }
      schedule.ifPresent(s -> s.start(System.nanoTime()));
    }

    void close() throws IOException {
      if (measures) {
        long now = System.nanoTime();
        Measurement.current().windowEnds(schedule.map(s -> s.behind(now)).orElse(0.0));
      }
      Engine open = engine;
      engine = null;
      if (open != null) {
        open.close();
      }
    }
  }

  /** Before the ramp. */
  @Setup(Level.Trial)
  public void prepare(ThreadParams threads) {
    Worker made = new Worker(Request.parse(request), threads.getThreadIndex());
    Measurement.current().add(made.latencies);
    worker = made;
  }

  /**
   * Before the ramp, and before the window.
   *
   * @throws IOException when the target cannot be opened
   */
  @Setup(Level.Iteration)
  public void open(IterationParams iteration) throws IOException {
    try {
      worker().open(iteration.getType() == IterationType.MEASUREMENT);
    } catch (IOException e) {
      throw Measurement.current().failed(e);
    }
  }

  /**
   * One I/O, with its sync where one is asked for.
   *
   * @throws IOException when it fails or is short
   */
  @Benchmark
  public void io() throws IOException {
    Engine engine = worker().engine;
    if (engine == null) {
      throw new IllegalStateException("not open");
    }
    try {
      engine.step();
    } catch (IOException e) {
      throw Measurement.current().failed(e);
    }
  }

  /**
   * After the ramp, and after the window.
   *
   * @throws IOException when what was in flight cannot be waited for
   */
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    try {
      worker().close();
    } catch (IOException e) {
      throw Measurement.current().failed(e);
    }
  }

  private Worker worker() {
    Worker prepared = worker;
    if (prepared == null) {
      throw new IllegalStateException("not prepared");
    }
    return prepared;
  }
}
