package io.poolbench.measure;

import io.poolbench.guest.GuestChannel;
import io.poolbench.guest.GuestChannel.Exit;
import io.poolbench.result.RampRecord;
import io.poolbench.stats.SteadyState;
import io.poolbench.workload.AutoRamp;
import io.poolbench.workload.FioWorkload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs a workload's jobs, not counted, until the guest's disk holds still or the bound is reached,
 * and leaves them running. The guest decides by itself, by the rule of {@link SteadyState}; what it
 * saw is read afterwards and judged again from that.
 */
final class SteadyRamp {
  private static final String JOB = "/run/ramp.fio";
  private static final String PID = "/run/ramp.pid";
  private static final int SECTOR_BYTES = 512;
  private static final long POLL_MILLIS = 500;
  private static final Duration SLACK = Duration.ofMinutes(3);

  /** Whether the ramp's fio runs; one that ended may wait to be reaped. */
  private static final String ALIVE =
      "alive() { read -r _ _ st _ </proc/$w/stat 2>/dev/null && [ \"$st\" != Z ]; }; ";

  /**
   * Takes a moment: uptime in hundredths of a second, and a line of uptime, I/Os and sectors done
   * at the disk (Documentation/block/stat.rst).
   */
  private static final String SAMPLE =
      "sample() { read -r u _ </proc/uptime; read -r ri rm rs rt wi wm ws wt fl bu tq di dm ds _"
          + " </sys/block/DISK/stat; now=${u%.*}${u#*.}; ios=$((ri+wi+di)); line=\"$u $ios $((rs+ws+ds))\"; }; ";

  private static final String RAMP =
      ALIVE
          + SAMPLE
          + "cat >JOB; sample; first=$ios; fio --output=/dev/null JOB </dev/null >/dev/null"
          + " 2>/run/ramp.err & w=$!; echo $w >PID; n=0;"
          + " until sample; [ $ios -gt $first ]; do alive && [ $n -lt 3000 ] || {"
          + " cat /run/ramp.err >&2; exit 9; }; usleep 20000; n=$((n+1)); done;"
          + " echo \"$line\" >/run/rounds; begun=$now; n=0;"
          // each round ends at its own multiple, whatever looking and judging took
          + " while [ $n -lt MOST ]; do n=$((n+1)); sample; left=$((begun+n*ROUND-now));"
          + " [ $left -gt 0 ] && usleep $((left*10000)); sample; echo \"$line\" >>/run/rounds;"
          + " alive || { cat /run/ramp.err >&2; exit 9; };"
          + " awk 'RULE' /run/rounds && break; done; cat /run/rounds";

  /** The rule over the last five rounds; exits with 0 when it is kept. */
  private static final String RULE =
      "{ t[NR]=$1; n[NR]=$2 } END { if (NR<6) exit 1; m=0; for (i=1;i<=5;i++) { k=NR-5+i;"
          + " d=t[k]-t[k-1]; if (d<=0) exit 1; y[i]=(n[k]-n[k-1])/d; m+=y[i]/5 };"
          + " if (m*SECONDS<FEWEST) exit 1; lo=y[1]; hi=y[1]; for (i=2;i<=5;i++) {"
          + " if (y[i]<lo) lo=y[i]; if (y[i]>hi) hi=y[i] };"
          + " b=(2*y[5]+y[4]-y[2]-2*y[1])/10*4/m;"
          + " exit ((hi-lo)/m<=RANGE && b<=SLOPE && b>=-SLOPE) ? 0 : 1 }";

  /**
   * Runs the job on standard input beside the ramp's, which it ends as soon as its own have begun;
   * prints when the two things happened. COUNTERS is printed before and after.
   */
  private static final String HANDOVER =
      ALIVE
          + "cat >/run/job.fio; COUNTERS; fio --output-format=json+ --output=OUTPUT /run/job.fio &"
          + " m=$!; w=$(cat PID); n=0; c=; until [ -n \"$c\" ] || [ $n -gt 250 ]; do usleep 20000;"
          + " n=$((n+1)); read -r c </proc/$m/task/$m/children; done 2>/dev/null;"
          + " read -r u _ </proc/uptime; kill $w; n=0;"
          + " while alive && [ $n -lt 3000 ]; do usleep 20000; n=$((n+1)); done;"
          + " read -r e _ </proc/uptime; echo \"handover $u $e\"; wait $m; rc=$?; COUNTERS";

  private final GuestChannel guest;
  private final GuestDisk disk;
  private final long sizeBytes;

  SteadyRamp(GuestChannel guest, GuestDisk disk, long sizeBytes) {
    this.guest = guest;
    this.disk = disk;
    this.sizeBytes = sizeBytes;
  }

  /**
   * Runs the ramp; its jobs go on when this returns.
   *
   * @return what was seen, its handover not yet known
   * @throws MeasureException when the jobs do no I/O, with fio's words
   */
  RampRecord run(FioWorkload workload, AutoRamp ramp, long seed) throws InterruptedException {
    String job = workload.warmUp(disk.device(), sizeBytes, seed).render();
    long pid =
        guest.start(
            "/bin/sh",
            List.of("-c", script(disk.name(), ramp)),
            job.getBytes(StandardCharsets.UTF_8));
    Exit exit = guest.await(pid, ramp.bound().plus(SLACK), POLL_MILLIS);
    if (exit.code() != 0) {
      throw new MeasureException(
          "workload %s: the ramp's fio failed (exit %d): %s"
              .formatted(workload.name(), exit.code(), exit.errors().strip()));
    }
    return record(ramp, exit.output());
  }

  static String script(String disk, AutoRamp ramp) {
    double seconds = ramp.round().toMillis() / 1000.0;
    String rule =
        RULE.replace("SECONDS", decimal(seconds))
            .replace("FEWEST", decimal(SteadyState.fewestEvents()))
            .replace("RANGE", decimal(SteadyState.MAX_RANGE))
            .replace("SLOPE", decimal(SteadyState.MAX_SLOPE));
    return RAMP.replace("RULE", rule)
        .replace("DISK", disk)
        .replace("JOB", JOB)
        .replace("PID", PID)
        .replace("MOST", String.valueOf(ramp.mostRounds()))
        .replace("ROUND", String.valueOf(ramp.round().toMillis() / 10));
  }

  /** The script that measures after a ramp; ends with fio's exit code in {@code $rc}. */
  static String handover(String counters, String output) {
    return HANDOVER.replace("COUNTERS", counters).replace("OUTPUT", output).replace("PID", PID);
  }

  /** What a ramp's moments say, an uptime, I/Os and sectors a line. */
  static RampRecord record(AutoRamp ramp, String moments) {
    List<RampRecord.Round> rounds = new ArrayList<>();
    String[] before = {};
    for (String line : moments.strip().split("\n")) {
      String[] now = line.strip().split(" ");
      if (now.length != 3) {
        throw new MeasureException("the ramp printed '" + line + "' for uptime, I/Os and sectors");
      }
      if (before.length == 3) {
        double seconds = Double.parseDouble(now[0]) - Double.parseDouble(before[0]);
        long ios = Long.parseLong(now[1]) - Long.parseLong(before[1]);
        long bytes = (Long.parseLong(now[2]) - Long.parseLong(before[2])) * SECTOR_BYTES;
        rounds.add(new RampRecord.Round(Math.round(seconds * 1000) / 1000.0, ios, bytes));
      }
      before = now;
    }
    return new RampRecord(
        ramp.round().toMillis() / 1000.0, ramp.bound().toMillis() / 1000.0, rounds, 0);
  }

  /** The ramp with what the measuring script printed of its end. */
  static RampRecord handedOver(RampRecord ramp, String[] lines) {
    for (String line : lines) {
      String[] words = line.strip().split(" ");
      if (words.length == 3 && words[0].equals("handover")) {
        double seconds = Double.parseDouble(words[2]) - Double.parseDouble(words[1]);
        return new RampRecord(
            ramp.roundSeconds(),
            ramp.limitSeconds(),
            ramp.rounds(),
            Math.round(seconds * 1000) / 1000.0);
      }
    }
    throw new MeasureException("the guest did not say when the ramp ended");
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
