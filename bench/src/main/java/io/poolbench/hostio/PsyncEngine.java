package io.poolbench.hostio;

import com.sun.nio.file.ExtendedOpenOption;
import io.poolbench.hostio.Latencies.Series;
import io.poolbench.workload.PlainJob;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One I/O at a time by pread(2) and pwrite(2). A channel per thread, since threads that share one
 * share its bookkeeping too; a direct buffer, since the JDK copies any other.
 */
final class PsyncEngine implements Engine {
  private final Request request;
  private final PlainJob job;
  private final Offsets offsets;
  private final Optional<Schedule> schedule;
  private final Latencies latencies;
  private final Payload payload;
  private final FileChannel channel;

  PsyncEngine(
      Request request, int thread, Offsets offsets, Optional<Schedule> schedule, Latencies into)
      throws IOException {
    this.request = request;
    this.job = request.job();
    this.offsets = offsets;
    this.schedule = schedule;
    this.latencies = into;
    this.payload = new Payload(job.blockBytes(), job.seed() + thread);
    Set<OpenOption> options = new HashSet<>();
    if (job.reads()) {
      options.add(StandardOpenOption.READ);
    }
    if (job.writes()) {
      options.add(StandardOpenOption.WRITE);
    }
    if (job.direct()) {
      options.add(ExtendedOpenOption.DIRECT);
    }
    if (job.sync() == PlainJob.Sync.DSYNC) {
      options.add(StandardOpenOption.DSYNC);
    }
    this.channel = FileChannel.open(request.target(), options);
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
      return read ? channel.read(payload.block(), offset) : channel.write(payload.block(), offset);
    } catch (IOException e) {
      throw failed(read ? "read" : "write", offset, e);
    }
  }

  private void sync(long begun) throws IOException {
    try {
      channel.force(false);
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
    channel.close();
  }
}
