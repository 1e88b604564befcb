package io.poolbench.lab;

import java.io.OutputStream;

/**
 * Where a job's output goes.
 *
 * @param terminal what the job is told of it
 * @param rows of the terminal
 * @param columns of the terminal
 */
public record Streams(OutputStream out, OutputStream err, Kind terminal, int rows, int columns) {
  /** What stands behind the streams. */
  public enum Kind {
    /** Files or pipes: the job's output is no terminal. */
    PIPE,
    /** A person watches: the job's output is a terminal, its input is empty. */
    TERMINAL,
    /** The launcher's own terminal becomes the job's, input included; the streams are not used. */
    SHELL
  }

  public static Streams pipes(OutputStream out, OutputStream err) {
    return new Streams(out, err, Kind.PIPE, 24, 80);
  }
}
