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

  private Deadline() {}

  /**
   * Makes a call.
   *
   * @param what the call in words, for messages
   * @throws HypervisorException when libvirt refuses or does not answer in time
   */
  static <T> T call(String what, Duration limit, Callable<T> call) {
    Future<T> answer = THREADS.submit(call);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HypervisorException(
          "libvirt did not answer within " + limit.toSeconds() + " s to: " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HypervisorException("interrupted while waiting for: " + what, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String words = String.valueOf(cause.getMessage()).strip();
      throw new HypervisorException("libvirt could not " + what + ": " + words, cause);
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
