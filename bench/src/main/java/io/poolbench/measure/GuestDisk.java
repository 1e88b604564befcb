package io.poolbench.measure;

import io.poolbench.guest.GuestChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/** The disk under test as the guest sees it. */
public final class GuestDisk {
  /** Its name in the guest; the guest has no other disk. */
  static final String NAME = "vda";

  public static final String DEVICE = "/dev/" + NAME;

  private GuestDisk() {}

  /**
   * Waits until the guest has the disk and reads what the guest knows of it.
   *
   * @return by name: size in bytes, block sizes, write cache, scheduler, queues
   * @throws io.poolbench.guest.GuestException when it does not appear within a few seconds
   */
  public static Map<String, String> awaitAttached(GuestChannel guest) throws InterruptedException {
    // the kernel makes the node first, then the folder in sysfs, then in it queue and mq
    String script =
        "n=0; until [ -b /dev/vda ] && [ -d /sys/block/vda/mq/0 ]; do n=$((n+1));"
            + " [ $n -gt 1000 ] && { echo 'the disk did not appear within 10 s' >&2; exit 9; };"
            + " usleep 10000; done; usleep 20000; cd /sys/block/vda || exit 9;"
            + " for f in size queue/logical_block_size queue/physical_block_size"
            + " queue/write_cache queue/rotational queue/scheduler queue/nr_requests; do"
            + " echo \"$f $(cat $f)\"; done; echo \"queues $(ls mq | wc -l)\"";
    Map<String, String> seen = new LinkedHashMap<>();
    for (String line : guest.shell(script).split("\n")) {
      int space = line.indexOf(' ');
      if (space > 0) {
        String key = "guest " + line.substring(0, space).replace("queue/", "");
        String value = line.substring(space + 1).strip();
        seen.put(
            key, key.equals("guest size") ? String.valueOf(Long.parseLong(value) * 512) : value);
      }
    }
    return seen;
  }

  /** The guest's clock source and kernel, by name. */
  public static Map<String, String> facts(GuestChannel guest) throws InterruptedException {
    Map<String, String> facts = new LinkedHashMap<>();
    String[] lines =
        guest
            .shell(
                "cat /sys/devices/system/clocksource/clocksource0/current_clocksource;"
                    + " cat /proc/sys/kernel/osrelease; fio --version")
            .split("\n");
    facts.put("guest clock source", lines[0]);
    facts.put("guest kernel", lines.length > 1 ? lines[1] : "unknown");
    facts.put("guest fio", lines.length > 2 ? lines[2] : "unknown");
    return facts;
  }
}
