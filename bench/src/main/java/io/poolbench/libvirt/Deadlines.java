package io.poolbench.libvirt;

import java.time.Duration;

/**
 * How long libvirt is waited for. All follow from one number, the seconds within which it must
 * answer: 30, or the system property {@code poolbench.libvirtSeconds}.
 *
 * @param answer for a call that only asks or switches something, and for connecting
 * @param work for a call that works on storage or starts a guest, while libvirt answers beside it
 * @param beside how often, and within which time, libvirt must answer beside a call that works
 * @param ping for the sign of life that is asked for after a call was not answered
 * @param again how long a connection that was lost is tried again: libvirt restarts in seconds
 */
record Deadlines(Duration answer, Duration work, Duration beside, Duration ping, Duration again) {
  private static final String PROPERTY = "poolbench.libvirtSeconds";
  private static final int DEFAULT_SECONDS = 30;

  static Deadlines ofSystem() {
    return of(Duration.ofSeconds(Math.max(1, Integer.getInteger(PROPERTY, DEFAULT_SECONDS))));
  }

  static Deadlines of(Duration answer) {
    return new Deadlines(
        answer, answer.multipliedBy(10), answer.dividedBy(2), answer.dividedBy(6), answer);
  }
}
