package io.poolbench.result;

/**
 * How much of the volume was really written when it was checked after the fill.
 *
 * @param virtualBytes the size the guest sees
 * @param allocatedBytes bytes that hold data at the host
 * @param holeBytes bytes of the guest's span that no write reached; reads of them are served from
 *     nothing, so any hole makes the trial invalid
 * @param method how it was read: {@code qemu-img map}, {@code stat}, or {@code block device} where
 *     no hole can exist
 */
public record Allocation(long virtualBytes, long allocatedBytes, long holeBytes, String method) {}
