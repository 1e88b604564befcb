package io.poolbench.host;

import java.util.List;

/** A disk that was let pass, for as long as it stays the same one. */
public final class Clearance {
  private final DeviceGuard guard;
  private final DeviceIdentity identity;

  Clearance(DeviceGuard guard, DeviceIdentity identity) {
    this.guard = guard;
    this.identity = identity;
  }

  /** The disk as it was when it was looked at. */
  public DeviceIdentity identity() {
    return identity;
  }

  /**
   * Looks again, right before the first write: that the name still leads to the same disk, and that
   * nobody holds it.
   *
   * @throws DeviceRefusedException when either is not so; both identities are in it
   */
  public void verify() throws InterruptedException {
    DeviceIdentity now = guard.identityNow(identity.name());
    List<String> differences = now.differencesFrom(identity);
    if (!differences.isEmpty()) {
      throw new DeviceRefusedException(
          identity.name(),
          List.of(
              identity.name()
                  + " is another disk now: "
                  + String.join(", ", differences)
                  + "; when looked at it was "
                  + identity.words()
                  + ", now it is "
                  + now.words()
                  + "; nothing was written, look at both and start again"));
    }
  }
}
