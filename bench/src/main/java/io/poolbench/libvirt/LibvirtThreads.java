package io.poolbench.libvirt;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for calls into libvirt, one per call: one that hangs keeps only itself. */
final class LibvirtThreads {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "libvirt-call");
            thread.setDaemon(true);
            return thread;
          });

  private static final long PAUSE_MILLIS = 200;

  private LibvirtThreads() {}

  static <T> CompletableFuture<T> start(Callable<T> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    THREADS.execute(
        () -> {
          try {
            answer.complete(call.call());
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  /** Waits a moment; an interrupt is kept and does not cut it short. */
  static void pause() {
    boolean interrupted = Thread.interrupted();
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
