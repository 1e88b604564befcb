package io.poolbench.host;

import java.nio.file.Path;
import java.util.List;

/** A device must not be written to; the message has every reason, and what to do about each. */
public final class DeviceRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;

  /**
   * @param name of the device
   * @param reasons each a sentence
   */
  public DeviceRefusedException(Path name, List<String> reasons) {
    super(name + " is refused:\n  " + String.join("\n  ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** The reasons, each a sentence. */
  public List<String> reasons() {
    return reasons;
  }
}
