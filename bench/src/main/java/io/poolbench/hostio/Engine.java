package io.poolbench.hostio;

import java.io.IOException;

/** Issues I/O for one thread, which alone uses it. */
sealed interface Engine extends AutoCloseable permits PsyncEngine, UringEngine {
  /** Completes exactly one I/O (with its sync, where one is asked for) and records it. */
  void step() throws IOException;

  /** Waits for what is in flight, then gives all back. */
  @Override
  void close() throws IOException;

  /** What one that answers with too few bytes has done. */
  static IOException shortTransfer(Request request, int done, long offset) {
    return new IOException(
        "short transfer: "
            + done
            + " of "
            + request.job().blockBytes()
            + " bytes at offset "
            + offset
            + " of "
            + request.target()
            + ": the target ends before its span does");
  }
}
