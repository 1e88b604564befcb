package io.poolbench.hostio;

import io.poolbench.hostio.Latencies.Series;
import io.poolbench.workload.PlainJob;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One I/O at a time by pread(2) and pwrite(2). An open file per thread, since threads that share
 * one share its bookkeeping too; a direct buffer, since the JDK copies any other.
 */
final class PsyncEngine implements Engine {
  private final Request request;
  private final PlainJob job;
  private final Offsets offsets;
  private final Optional<Schedule> schedule;
  private final Latencies latencies;
  private final Payload payload;
  private final Transfers transfers;

  PsyncEngine(
      Request request, int thread, Offsets offsets, Optional<Schedule> schedule, Latencies into)
      throws IOException {
    this.request = request;
    this.job = request.job();
    this.offsets = offsets;
    this.schedule = schedule;
    this.latencies = into;
    this.payload = new Payload(job.blockBytes(), job.seed() + thread);
    this.transfers = Transfers.open(request, payload);
  }

  @Override
  public void step() throws IOException {
    boolean read = offsets.chance(job.readPercent());
    long offset = offsets.next();
    if (!read) {
      payload.stir(offset);
    }
    @Nullable Schedule arrivals = schedule.orElse(null);
    long due = 0;
    if (arrivals != null) {
      arrivals.await();
      due = arrivals.due();
      arrivals.advance();
    }
    long begun = System.nanoTime();
    int done = transfer(read, offset);
    long ended = System.nanoTime();
    if (done != job.blockBytes()) {
      throw Engine.shortTransfer(request, done, offset);
    }
    Series series = read ? Series.READ : Series.WRITE;
    if (arrivals == null) {
      latencies.record(series, ended - begun);
    } else {
      latencies.record(series, ended - due);
      latencies.record(Series.SERVICE, ended - begun);
    }
    if (!read && job.sync() == PlainJob.Sync.FDATASYNC) {
      sync(ended);
    }
  }

  private int transfer(boolean read, long offset) throws IOException {
    try {
      return read ? transfers.read(offset) : transfers.write(offset);
    } catch (IOException e) {
      throw failed(read ? "read" : "write", offset, e);
    }
  }

  private void sync(long begun) throws IOException {
    try {
      transfers.sync();
    } catch (IOException e) {
      throw failed("fdatasync after the write", -1, e);
    }
    latencies.record(Series.SYNC, System.nanoTime() - begun);
  }

  private IOException failed(String what, long offset, IOException e) {
    String at = offset < 0 ? "" : " at offset " + offset;
    return new IOException(
        what
            + " of "
            + job.blockBytes()
            + " bytes"
            + at
            + " of "
            + request.target()
            + ": "
            + e.getMessage(),
        e);
  }

  @Override
  public void close() throws IOException {
    transfers.close();
  }
}
