package io.poolbench.hostio;

/** I/O from the host failed or could not begin; the message says where, what and what to do. */
public final class HostIoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HostIoException(String message) {
    super(message);
  }

  HostIoException(String message, Throwable cause) {
    super(message, cause);
  }
}
