package io.poolbench.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a run in good order: the run's thread is interrupted, and the JVM
 * waits until it has taken down what it made.
 */
final class Interruptible {
  private static final long LONGEST_SECONDS = 60;

  private Interruptible() {}

  static <T> T run(Callable<T> work) throws Exception {
    return run(work, LONGEST_SECONDS);
  }

  /**
   * @param longestSeconds how long the JVM waits for the work to end, once it was told to
   */
  static <T> T run(Callable<T> work, long longestSeconds) throws Exception {
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              worker.interrupt();
              try {
                ended.await(longestSeconds, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException alreadyShuttingDown) {
        // the hook is what woke us; the JVM ends when it returns
        System.out.flush();
      }
    }
  }
}
