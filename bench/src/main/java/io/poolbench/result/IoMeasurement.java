package io.poolbench.result;

/**
 * What one workload did of one kind of I/O in its measuring window, over all its jobs.
 *
 * <p>Latencies are fio's completion latency ({@code clat}: submission to completion) and, for
 * {@link IoKind#SYNC}, its sync latency. Percentiles are not stored: they are read from the merged
 * histogram, see {@link TrialResult#histogram}.
 *
 * @param ios completed I/Os
 * @param bytes bytes transferred; 0 for sync
 * @param runtimeMillis length of the measuring window, ramp excluded
 * @param iops I/Os per second over the window
 * @param bytesPerSecond bytes per second over the window
 * @param meanLatencyNanos exact mean of clat (sync: lat), weighted over jobs
 * @param stddevLatencyNanos pooled standard deviation of the same
 * @param meanTotalLatencyNanos mean of fio's {@code lat} (submission included), for Little's law
 * @param shortIos short transfers, as fio counts them
 * @param droppedIos I/Os fio dropped
 */
public record IoMeasurement(
    long ios,
    long bytes,
    long runtimeMillis,
    double iops,
    double bytesPerSecond,
    double meanLatencyNanos,
    double stddevLatencyNanos,
    double meanTotalLatencyNanos,
    long shortIos,
    long droppedIos) {}
