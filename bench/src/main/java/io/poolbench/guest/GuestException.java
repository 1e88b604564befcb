package io.poolbench.guest;

import org.jspecify.annotations.Nullable;

/** The guest did not do what was asked; the message says what and shows the guest's own words. */
public final class GuestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GuestException(String message) {
    super(message);
  }

  GuestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
