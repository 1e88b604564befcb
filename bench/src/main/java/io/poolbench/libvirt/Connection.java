package io.poolbench.libvirt;

import io.poolbench.libvirt.HypervisorException.Lost;
import io.poolbench.libvirt.HypervisorException.NotAsked;
import io.poolbench.libvirt.HypervisorException.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

/**
 * The way to one libvirt: every call with a deadline, made anew after it was lost.
 *
 * <p>A call that is not answered is abandoned on its own thread and named. From then on calls fail
 * at once, until libvirt answers a question that costs it nothing: a libvirt that hangs must not be
 * waited for once per call. A call during which the connection breaks fails; the next one connects
 * again.
 */
final class Connection implements AutoCloseable {
  private final String uri;
  private final Deadlines deadlines;

  private @Nullable Connect connect;
  private @Nullable CompletableFuture<Connect> connecting;
  private boolean lost;
  private @Nullable String unanswered;
  private final List<CompletableFuture<?>> abandoned = new ArrayList<>();
  private @Nullable CompletableFuture<?> ping;

  Connection(String uri, Deadlines deadlines) {
    this.uri = uri;
    this.deadlines = deadlines;
  }

  /** Something to ask of libvirt. */
  interface Call<T> {
    T on(Connect connect) throws Exception;
  }

  String uri() {
    return uri;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /** Asks something that libvirt answers or does at once. */
  <T> T ask(String what, Call<T> call) {
    return call(what, deadlines.answer(), call);
  }

  /**
   * Makes a call.
   *
   * <p>An interrupt does not abandon it, only shortens the wait, and is kept: a pool whose making
   * was abandoned would appear after it was looked for to be taken down.
   *
   * @param what the call in words, for messages
   * @throws HypervisorException when libvirt refuses, does not answer in time, or is lost
   */
  synchronized <T> T call(String what, Duration limit, Call<T> call) {
    Connect on = connected();
    refuseWhileUnanswered(what, on);
    long start = System.nanoTime();
    CompletableFuture<T> answer = LibvirtThreads.start(() -> call(what, on, call));
    try {
      return await(answer, limit, on);
    } catch (TimeoutException e) {
      unanswered = what;
      abandoned.add(answer);
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      throw new Unanswered(
          "libvirt did not answer within " + waited.toSeconds() + " s to: " + what, answer);
    } catch (Lost e) {
      forget(on);
      throw e;
    }
  }

  /** On the call's own thread, where libvirt keeps the error of the call. */
  private static <T> T call(String what, Connect on, Call<T> call) throws Exception {
    try {
      return call.on(on);
    } catch (LibvirtException e) {
      String words = String.valueOf(e.getMessage()).strip();
      if (!isAlive(on)) {
        throw new Lost("libvirt's connection was lost: could not " + what + ": " + words, e);
      }
      throw new HypervisorException("libvirt could not " + what + ": " + words, e);
    }
  }

  private static boolean isAlive(Connect on) {
    try {
      return on.isAlive();
    } catch (LibvirtException e) {
      return false;
    }
  }

  /**
   * Waits for an answer. During a call that may take long, libvirt is asked now and then for a sign
   * of life: one that hangs is found out long before the call's own deadline.
   */
  private <T> T await(CompletableFuture<T> answer, Duration limit, Connect on)
      throws TimeoutException {
    long end = System.nanoTime() + limit.toNanos();
    long beside = deadlines.beside().toNanos();
    boolean hurried = false;
    while (true) {
      if (!hurried && Thread.currentThread().isInterrupted()) {
        hurried = true;
        end = Math.min(end, System.nanoTime() + deadlines.answer().toNanos());
      }
      long left = end - System.nanoTime();
      if (left <= 2 * beside) {
        return get(answer, left);
      }
      try {
        return get(answer, beside);
      } catch (TimeoutException stillWorking) {
        CompletableFuture<?> sign = LibvirtThreads.start(on::getLibVersion);
        get(CompletableFuture.anyOf(answer, sign.handle((version, failure) -> true)), beside);
      }
    }
  }

  /** Connects, unless that was done before. */
  synchronized void open() {
    connected();
  }

  private Connect connected() {
    Connect now = connect;
    if (now != null) {
      return now;
    }
    long end = System.nanoTime() + (lost ? deadlines.again().toNanos() : 0);
    while (true) {
      try {
        now = connectOnce();
        connect = now;
        lost = false;
        unanswered = null;
        ping = null;
        return now;
      } catch (HypervisorException e) {
        // a hanging one was waited for already; after the first time nobody waits any more
        if (connecting != null || System.nanoTime() >= end) {
          lost = false;
          throw new NotAsked(String.valueOf(e.getMessage()), e);
        }
      }
      LibvirtThreads.pause();
    }
  }

  private Connect connectOnce() {
    boolean again = connecting != null;
    CompletableFuture<Connect> attempt =
        connecting != null ? connecting : LibvirtThreads.start(() -> new Connect(uri));
    connecting = attempt;
    try {
      Connect made = get(attempt, again ? 0 : deadlines.answer().toNanos());
      connecting = null;
      return made;
    } catch (TimeoutException e) {
      throw new HypervisorException(
          "libvirt did not answer within "
              + deadlines.answer().toSeconds()
              + " s to: connect to "
              + uri);
    } catch (RuntimeException e) {
      connecting = null;
      throw new HypervisorException(
          "libvirt could not connect to " + uri + ": " + e.getMessage(), e);
    }
  }

  private void refuseWhileUnanswered(String what, Connect on) {
    if (unanswered == null) {
      return;
    }
    boolean again = ping != null;
    CompletableFuture<?> sign = ping != null ? ping : LibvirtThreads.start(on::getLibVersion);
    ping = sign;
    try {
      get(sign.handle((version, failure) -> true), again ? 0 : deadlines.ping().toNanos());
      unanswered = null;
      ping = null;
    } catch (TimeoutException e) {
      throw new NotAsked(
          "libvirt hangs: it has not answered since it was asked to "
              + unanswered
              + ", so it was not asked to "
              + what,
          null);
    }
  }

  /** Waits without being interrupted, an interrupt only shortens the wait. */
  private <T> T get(CompletableFuture<T> answer, long nanos) throws TimeoutException {
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
          end = Math.min(end, System.nanoTime() + deadlines.answer().toNanos());
        }
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new HypervisorException(String.valueOf(cause.getMessage()).strip(), cause);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void forget(Connect on) {
    connect = null;
    lost = true;
    unanswered = null;
    ping = null;
    if (!isInUse()) {
      LibvirtThreads.start(on::close);
    }
  }

  /** Closed under a call that goes on, it would be freed under it. */
  private boolean isInUse() {
    abandoned.removeIf(CompletableFuture::isDone);
    return !abandoned.isEmpty();
  }

  /** Whether libvirt says that what was asked for is not there (any more). */
  static boolean isMissing(HypervisorException e) {
    if (e.getCause() instanceof LibvirtException libvirt && libvirt.getError() != null) {
      ErrorNumber code = libvirt.getError().getCode();
      return code == ErrorNumber.VIR_ERR_NO_DOMAIN
          || code == ErrorNumber.VIR_ERR_NO_STORAGE_POOL
          || code == ErrorNumber.VIR_ERR_NO_STORAGE_VOL
          || code == ErrorNumber.VIR_ERR_NO_SECRET;
    }
    return false;
  }

  /** Closes the connection; one that hangs is left to the end of the process. */
  @Override
  public synchronized void close() {
    Connect now = connect;
    connect = null;
    if (now != null && unanswered == null && !isInUse()) {
      try {
        get(LibvirtThreads.start(now::close), deadlines.answer().toNanos());
      } catch (TimeoutException | HypervisorException e) {
        // the kernel closes it when the process ends; what was done is not undone by it
        return;
      }
    }
  }
}
