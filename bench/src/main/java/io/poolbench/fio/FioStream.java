package io.poolbench.fio;

import java.util.Optional;

/**
 * All I/Os of one kind of one job.
 *
 * @param runtimeMillis measured time, ramp excluded
 * @param bandwidthBytes bytes per second
 * @param slat submission latency; empty where fio gave none, as for SYNC
 * @param clat completion latency; empty for SYNC
 * @param lat from submission to completion; for SYNC that of the flush
 */
public record FioStream(
    long totalIos,
    long ioBytes,
    long runtimeMillis,
    double iops,
    long bandwidthBytes,
    long shortIos,
    long dropIos,
    Optional<FioLatency> slat,
    Optional<FioLatency> clat,
    Optional<FioLatency> lat) {}
