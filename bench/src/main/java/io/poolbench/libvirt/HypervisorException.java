package io.poolbench.libvirt;

import io.poolbench.lease.Abandoned;
import io.poolbench.lease.NotBegun;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** libvirt or QEMU refused or hung; the message has libvirt's own words. */
public class HypervisorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HypervisorException(String message) {
    super(message);
  }

  HypervisorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A call that libvirt did not answer in time; it goes on, and may yet do what it was to do. */
  static final class Unanswered extends HypervisorException implements Abandoned {
    private static final long serialVersionUID = 1L;

    private final transient CompletableFuture<?> call;

    Unanswered(String message, CompletableFuture<?> call) {
      super(message);
      this.call = call;
    }

    /** A call that ended because its connection was lost may still be carried out by libvirt. */
    @Override
    public boolean hasEnded() {
      return call.isDone()
          && !call.handle((answer, failure) -> failure instanceof Lost).getNow(false);
    }
  }

  /** The connection broke under the call: libvirt was restarted, or the way to it was cut. */
  static final class Lost extends HypervisorException {
    private static final long serialVersionUID = 1L;

    Lost(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Not asked, since libvirt could not be reached or had not answered what it was asked before. */
  static final class NotAsked extends HypervisorException implements NotBegun {
    private static final long serialVersionUID = 1L;

    NotAsked(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
