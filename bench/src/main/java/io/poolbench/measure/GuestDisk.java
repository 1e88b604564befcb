package io.poolbench.measure;

import io.poolbench.guest.GuestChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The disk under test as the guest sees it.
 *
 * @param name what the guest's kernel calls it, such as {@code vda}; the guest has no other disk
 */
public record GuestDisk(String name) {
  /** Its device in the guest. */
  public String device() {
    return "/dev/" + name;
  }

  /** A command that prints its counters (Linux, Documentation/block/stat.rst). */
  String counters() {
    return "cat /sys/block/" + name + "/stat";
  }

  /**
   * Waits until the guest has the disk and reads what the guest knows of it.
   *
   * @return by name: size in bytes, block sizes, write cache, scheduler, queues
   * @throws io.poolbench.guest.GuestException when it does not appear within a few seconds
   */
  public Map<String, String> awaitAttached(GuestChannel guest) throws InterruptedException {
    // the kernel makes the node first, then the folder in sysfs, then in it queue and mq
    String script =
        "n=0; until [ -b /dev/DISK ] && [ -d /sys/block/DISK/mq/0 ]; do n=$((n+1));"
            + " [ $n -gt 1000 ] && { echo 'the disk did not appear within 10 s' >&2; exit 9; };"
            + " usleep 10000; done; usleep 20000; cd /sys/block/DISK || exit 9;"
            + " for f in size queue/logical_block_size queue/physical_block_size"
            + " queue/write_cache queue/rotational queue/scheduler queue/nr_requests; do"
            + " echo \"$f $(cat $f)\"; done; echo \"queues $(ls mq | wc -l)\"";
    Map<String, String> seen = new LinkedHashMap<>();
    for (String line : guest.shell(script.replace("DISK", name)).split("\n")) {
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

  /**
   * Waits until the guest knows that the disk is gone: the next one would else get another name.
   *
   * @throws io.poolbench.guest.GuestException when it stays for longer than a few seconds
   */
  public void awaitGone(GuestChannel guest) throws InterruptedException {
    guest.shell(
        ("n=0; while [ -e /sys/block/DISK ] || [ -e /dev/DISK ]; do n=$((n+1));"
                + " [ $n -gt 1000 ] && { echo 'the disk did not go within 10 s' >&2; exit 9; };"
                + " usleep 10000; done")
            .replace("DISK", name));
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
