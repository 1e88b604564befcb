package io.poolbench.hostio;

import io.poolbench.hostio.Latencies.Series;
import io.poolbench.workload.PlainJob;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a queue of I/Os in flight from one thread: each that ends is followed by another. In an
 * open loop one begins when it is due and a place is free.
 */
final class UringEngine implements Engine {
  private final Request request;
  private final PlainJob job;
  private final Offsets offsets;
  private final @Nullable Schedule schedule;
  private final Latencies latencies;
  private final Uring ring;
  private final int file;
  private final Slot[] slots;
  private int inFlight;

  /** A place in the queue. */
  private static final class Slot {
    final Payload payload;
    final long address;
    boolean busy;
    boolean read;
    long offset;
    long due;
    long begun;

    Slot(int blockBytes, long seed) {
      payload = new Payload(blockBytes, seed);
      address = Kernel.address(payload.block());
    }
  }

  UringEngine(
      Request request, int thread, Offsets offsets, Optional<Schedule> schedule, Latencies into)
      throws IOException {
    this.request = request;
    this.job = request.job();
    this.offsets = offsets;
    this.schedule = schedule.orElse(null);
    this.latencies = into;
    this.slots = new Slot[job.depth()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot(job.blockBytes(), job.seed() + 31L * thread + i);
    }
    this.file = Kernel.open(request);
    boolean made = false;
    try {
      this.ring = new Uring(job.depth(), schedule.isPresent());
      made = true;
    } finally {
      if (!made) {
        Kernel.close(file);
      }
    }
  }

  @Override
  public void step() throws IOException {
    if (schedule == null) {
      while (inFlight < slots.length) {
        begin(free(), 0);
      }
      end(ring.reap());
      return;
    }
    while (!ring.ready()) {
      if (inFlight < slots.length && System.nanoTime() >= schedule.due()) {
        begin(free(), schedule.due());
        schedule.advance();
      } else if (inFlight == 0) {
        schedule.await();
      } else {
        Thread.onSpinWait();
      }
    }
    end(ring.reap());
  }

  private int free() {
    for (int i = 0; i < slots.length; i++) {
      if (!slots[i].busy) {
        return i;
      }
    }
    throw new IllegalStateException("all " + slots.length + " places are taken");
  }

  private void begin(int index, long due) throws IOException {
    Slot slot = slots[index];
    slot.read = offsets.chance(job.readPercent());
    slot.offset = offsets.next();
    if (!slot.read) {
      slot.payload.stir(slot.offset);
    }
    slot.busy = true;
    slot.due = due;
    slot.begun = System.nanoTime();
    inFlight++;
    submit(index);
  }

  private void submit(int index) throws IOException {
    Slot slot = slots[index];
    ring.submit(index, slot.read, file, slot.offset, slot.address, job.blockBytes());
  }

  private void end(int index) throws IOException {
    int done = ring.result();
    Slot slot = slots[index];
    if (done == -Kernel.EAGAIN || done == -Kernel.EINTR) {
      // the kernel had no room for it just now; its time goes on
      submit(index);
      end(ring.reap());
      return;
    }
    long ended = System.nanoTime();
    slot.busy = false;
    inFlight--;
    if (done < 0) {
      throw new IOException(
          (slot.read ? "read" : "write")
              + " of "
              + job.blockBytes()
              + " bytes at offset "
              + slot.offset
              + " of "
              + request.target()
              + ": "
              + Kernel.words(-done));
    }
    if (done != job.blockBytes()) {
      throw Engine.shortTransfer(request, done, slot.offset);
    }
    Series series = slot.read ? Series.READ : Series.WRITE;
    if (schedule == null) {
      latencies.record(series, ended - slot.begun);
    } else {
      latencies.record(series, ended - slot.due);
      latencies.record(Series.SERVICE, ended - slot.begun);
    }
  }

  /** The kernel still writes into buffers of what is in flight, so they are waited for. */
  @Override
  public void close() throws IOException {
    try {
      while (inFlight > 0) {
        int index = ring.reap();
        slots[index].busy = false;
        inFlight--;
      }
    } finally {
      try {
        ring.close();
      } finally {
        Kernel.close(file);
      }
    }
  }
}
