package io.poolbench.fio;

/** What the machine fio ran on counted for a block device (/proc/diskstats). */
public record FioDiskUtil(
    String name, long readIos, long writeIos, long readMerges, long writeMerges, double util) {}
