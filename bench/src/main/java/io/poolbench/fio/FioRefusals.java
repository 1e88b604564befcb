package io.poolbench.fio;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The refused options by main name, each with its reason. */
final class FioRefusals {
  private static final Map<String, String> REASONS = new HashMap<>();

  static {
    refuse(
        "it would leave the test disk: poolbench names the disk itself",
        "filename",
        "filename_format",
        "directory",
        "opendir",
        "unique_filename",
        "lockfile",
        "read_iolog",
        "write_iolog",
        "read_iolog_chunked",
        "replay_redirect",
        "replay_no_stall",
        "replay_scale",
        "replay_align",
        "replay_time_scale",
        "replay_skip",
        "merge_blktrace_file",
        "merge_blktrace_scalars",
        "merge_blktrace_iters",
        "verify_state_load",
        "verify_state_save",
        "allow_file_create",
        "allow_mounted_write",
        "create_serialize",
        "create_fsync",
        "create_on_open",
        "create_only",
        "unlink",
        "unlink_each_loop",
        "nrfiles",
        "openfiles",
        "filesize",
        "file_append",
        "file_service_type",
        "fallocate");
    refuse("it would run programs in the guest", "exec_prerun", "exec_postrun");
    refuse(
        "it would write log files into the guest: poolbench keeps the latency histogram itself",
        "write_bw_log",
        "write_lat_log",
        "write_iops_log",
        "write_hist_log",
        "per_job_logs",
        "log_avg_msec",
        "log_hist_msec",
        "log_hist_coarseness",
        "log_entries",
        "log_max_value",
        "log_offset",
        "log_prio",
        "log_compression",
        "log_compression_cpus",
        "log_store_compressed",
        "log_unix_epoch",
        "log_alternate_epoch",
        "log_alternate_epoch_clock_id");
    refuse(
        "it would change the guest for the trials after this one",
        "uid",
        "gid",
        "cgroup",
        "cgroup_weight",
        "cgroup_nodelete",
        "ioscheduler",
        "lockmem",
        "zone_reset_threshold",
        "zone_reset_frequency");
    refuse(
        "it would spoil the latency record that results rest on",
        "gtod_reduce",
        "disable_lat",
        "disable_clat",
        "disable_slat",
        "disable_bw_measurement",
        "stats",
        "unified_rw_reporting",
        "percentile_list",
        "clat_percentiles",
        "lat_percentiles",
        "slat_percentiles",
        "block_error_percentiles");
    refuse("a run with I/O errors is no measurement", "continue_on_error", "ignore_error");
    refuse(
        "poolbench sets randseed per trial and records it",
        "randseed",
        "randrepeat",
        "allrandrepeat");
    refuse("the [section] names the job", "name");
    refuse("it replaces the job by one built into fio", "profile");
    refuse("it has no end of its own: give size or runtime", "fill_device");
    refuse("sizes would no longer mean what they say: poolbench keeps 1024", "kb_base");
  }

  private FioRefusals() {}

  static Optional<String> reason(String canonicalName) {
    return Optional.ofNullable(REASONS.get(canonicalName)).map(r -> "refused: " + r);
  }

  static java.util.Set<String> names() {
    return REASONS.keySet();
  }

  private static void refuse(String reason, String... names) {
    for (String name : names) {
      REASONS.put(name, reason);
    }
  }
}
