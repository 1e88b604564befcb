package io.poolbench.libvirt;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.libvirt.LibvirtException;

/**
 * Calls into libvirt with a deadline: a call that hangs is abandoned on its own thread and named.
 * libvirt keeps its last error per thread, so each call is made and its error read on one thread.
 */
final class Deadline {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "libvirt-call");
            thread.setDaemon(true);
            return thread;
          });

  private static final long LONGEST_AFTER_INTERRUPT = TimeUnit.SECONDS.toNanos(30);

  private Deadline() {}

  /**
   * Makes a call.
   *
   * <p>An interrupt does not abandon it, only shortens the wait, and is kept: a pool whose making
   * was abandoned would appear after it was looked for to be taken down.
   *
   * @param what the call in words, for messages
   * @throws HypervisorException when libvirt refuses or does not answer in time
   */
  static <T> T call(String what, Duration limit, Callable<T> call) {
    Future<T> answer = THREADS.submit(call);
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
          deadline = Math.min(deadline, System.nanoTime() + LONGEST_AFTER_INTERRUPT);
        }
      }
    } catch (TimeoutException e) {
      throw new HypervisorException(
          "libvirt did not answer within " + limit.toSeconds() + " s to: " + what, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String words = String.valueOf(cause.getMessage()).strip();
      throw new HypervisorException("libvirt could not " + what + ": " + words, cause);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether libvirt says that what was asked for is not there (any more). */
  static boolean isMissing(HypervisorException e) {
    if (e.getCause() instanceof LibvirtException libvirt && libvirt.getError() != null) {
      String code = String.valueOf(libvirt.getError().getCode());
      return code.equals("VIR_ERR_NO_DOMAIN") || code.equals("VIR_ERR_NO_STORAGE_POOL");
    }
    return false;
  }
}
