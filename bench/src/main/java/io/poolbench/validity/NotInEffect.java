package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A declared setting that, as QEMU, libvirt and the guest say, did not take: the figures are those
 * of another backend than the one they are shown for. What was not read back is passed over.
 *
 * <p>Source: QEMU's table of cache modes (qemu-system(1), {@code cache.direct}, {@code
 * cache.no-flush}, {@code cache.writeback}); Linux, Documentation/ABI/stable/sysfs-block, {@code
 * queue/write_cache}.
 */
final class NotInEffect implements Check {
  /** Of each cache mode: whether it is direct, drops flushes, shows the guest a write cache. */
  private static final Map<String, List<Boolean>> CACHE_MODES =
      Map.of(
          "none", List.of(true, false, true),
          "directsync", List.of(true, false, false),
          "writeback", List.of(false, false, true),
          "writethrough", List.of(false, false, false),
          "unsafe", List.of(false, true, true));

  /** Settings whose effective value is read back in the same words, by the fact's name. */
  private static final Map<String, String> SAME_WORDS =
      Map.ofEntries(
          Map.entry("io", "libvirt io"),
          Map.entry("discard", "libvirt discard"),
          Map.entry("detect_zeroes", "QEMU format detect-zeroes"),
          Map.entry("iothread", "QEMU iothread"),
          Map.entry("subclusters", "image subclusters"),
          Map.entry("encryption", "image encryption"),
          Map.entry("stripes", "LV stripes"),
          Map.entry("stripe_size", "LV stripe size"),
          Map.entry("lvm_cache", "LV cache"),
          Map.entry("nocow", "image nocow"),
          Map.entry("selector", "multipath selector"));

  /** Settings that are sizes, by the name of the fact, which is in bytes. */
  private static final Map<String, String> SIZES =
      Map.of("cluster_size", "image cluster size", "l2_cache", "libvirt metadata cache");

  @Override
  public String name() {
    return "not-in-effect";
  }

  @Override
  public List<Finding> examine(RunResult run) {
    List<Finding> findings = new ArrayList<>();
    for (TrialResult stored : run.trials()) {
      TrialRecord trial = stored.trial();
      if (trial.failure() == null) {
        Trial examined = new Trial(trial);
        examined.settings(run.run().backend(trial.backend()));
        examined.compare("queues", run.run().guest().get("queues"), "guest queues");
        // a path that fails takes its share of the bandwidth with it, whoever made the map
        String paths = trial.effective().get("multipath paths");
        examined.compare("paths", paths, "multipath active paths before the workloads");
        examined.compare("paths", paths, "multipath active paths after the workloads");
        findings.addAll(examined.findings);
      }
    }
    return findings;
  }

  private final class Trial {
    private final TrialRecord trial;
    private final List<Finding> findings = new ArrayList<>();

    Trial(TrialRecord trial) {
      this.trial = trial;
    }

    void settings(BackendRecord backend) {
      cache(backend.setting(BackendRecord.CACHE));
      SAME_WORDS.forEach((key, fact) -> compare(key, backend.settings().get(key), fact));
      SIZES.forEach(
          (key, fact) -> {
            String declared = backend.setting(key);
            if (declared.matches("[0-9]{1,12}KiB")) {
              String kib = declared.substring(0, declared.length() - "KiB".length());
              compare(key, String.valueOf(Long.parseLong(kib) << 10), fact);
            }
          });
    }

    private void cache(String declared) {
      List<Boolean> mode = CACHE_MODES.get(declared);
      if (mode == null) {
        return;
      }
      String protocol = trial.effective().get("QEMU protocol cache");
      if (protocol != null
          && !(protocol.contains("direct=" + mode.get(0))
              && protocol.contains("no-flush=" + mode.get(1)))) {
        add("cache", declared, "QEMU protocol cache", protocol);
      }
      String writeCache = trial.effective().get("guest write_cache");
      if (writeCache != null && writeCache.equals("write back") != mode.get(2)) {
        add("cache", declared, "guest write_cache", writeCache);
      }
    }

    void compare(String key, @Nullable String declared, String fact) {
      String effective = trial.effective().get(fact);
      if (declared != null && effective != null && !declared.equals(effective)) {
        add(key, declared, fact, effective);
      }
    }

    private void add(String key, String declared, String fact, String effective) {
      findings.add(
          new Finding(
              trial.index(),
              trial.backend(),
              "*",
              name(),
              Validity.SUSPECT,
              "Declared was "
                  + key
                  + ": "
                  + declared
                  + ", in effect is "
                  + effective
                  + " ("
                  + fact
                  + "): the figures are not those of the backend's settings. See domain.xml in "
                  + trial.folder()
                  + ", and what this machine's libvirt and QEMU know of the setting."));
    }
  }
}
