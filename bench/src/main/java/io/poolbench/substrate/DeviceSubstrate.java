package io.poolbench.substrate;

import io.poolbench.host.DeviceGuard;
import io.poolbench.host.DeviceIdentity;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Real devices that were named. Each is looked at again right before it is written to, and is left
 * blank in the end: no signature, the first and last MiB zero.
 */
public final class DeviceSubstrate implements Substrate {
  private final DeviceGuard guard;
  private final Layout layout;
  private final List<Held> devices;

  /**
   * How backends share the devices.
   *
   * @param backends in the scenario's order
   * @param sizeBytes how much each backend may use, a multiple of 1 MiB
   * @param slices whether each backend has a partition of its own; else the device, in turn
   * @param discard whether devices that support it are discarded before each trial
   */
  public record Layout(List<String> backends, long sizeBytes, boolean slices, boolean discard) {
    public Layout {
      backends = List.copyOf(backends);
    }

    /** Which device a block is measured on. */
    int device(int block, int count) {
      return (block - 1) % count;
    }

    /** Which slice a backend has in a block: another one each time the device's turn comes. */
    int slice(int block, String backend, int count) {
      return Math.floorMod(backends.indexOf(backend) + (block - 1) / count, backends.size());
    }
  }

  private record Held(ClaimedDevice claimed, Lease lease, boolean discard, List<Path> slices) {
    Path node() {
      return claimed.identity().node();
    }
  }

  private DeviceSubstrate(DeviceGuard guard, Layout layout, List<Held> devices) {
    this.guard = guard;
    this.layout = layout;
    this.devices = List.copyOf(devices);
  }

  /**
   * Blanks the devices and makes the slices. Each device is a lease of {@code journal}, and stays
   * claimed until its claim is closed.
   */
  public static DeviceSubstrate create(
      Journal journal, DeviceGuard guard, ClaimedDevices claimed, Layout layout) throws Exception {
    List<Held> held = new ArrayList<>();
    for (ClaimedDevice device : claimed.devices()) {
      DeviceIdentity identity = device.identity();
      boolean discard = layout.discard() && BlankDevice.canDiscard(identity.node());
      List<Path> slices = new ArrayList<>();
      Lease lease =
          journal.acquire(
              new Creation(DeviceUndoer.KIND, identity.name().toString(), identity.details()),
              () -> {
                device.clearance().verify();
                blank(identity.node(), discard);
                if (layout.slices()) {
                  slices.addAll(
                      Slices.make(identity.node(), layout.backends().size(), layout.sizeBytes()));
                }
                return identity;
              });
      held.add(new Held(device, lease, discard, List.copyOf(slices)));
    }
    DeviceSubstrate substrate = new DeviceSubstrate(guard, layout, held);
    if (layout.slices()) {
      for (Held device : held) {
        substrate.note(device);
      }
    }
    return substrate;
  }

  private static void blank(Path node, boolean discard) throws InterruptedException, IOException {
    if (discard) {
      BlankDevice.discard(node);
    }
    BlankDevice.wipe(node);
    BlankDevice.zeroEdges(node);
  }

  @Override
  public Place place(int block, String backend) {
    Held device = devices.get(layout.device(block, devices.size()));
    return new Place(
        layout.slices()
            ? device.slices().get(layout.slice(block, backend, devices.size()))
            : device.node(),
        layout.sizeBytes());
  }

  @Override
  public void blank(Place place) throws InterruptedException, IOException {
    Held device = of(place);
    device.claimed().clearance().verify();
    blank(place.device(), device.discard());
  }

  @Override
  public void remember(Place place) throws InterruptedException, IOException {
    note(of(place));
  }

  private void note(Held device) throws InterruptedException, IOException {
    device.lease().note(DeviceUndoer.noted(guard.contents(device.claimed().identity())));
  }

  private Held of(Place place) {
    return devices.stream()
        .filter(d -> d.node().equals(place.device()) || d.slices().contains(place.device()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", devices.size() == 1 ? "device" : devices.size() + " devices, in turn");
    facts.put("use", layout.slices() ? "slices, rotated between blocks" : "exclusive, in turn");
    facts.put("size for each backend", (layout.sizeBytes() >> 20) + " MiB");
    int number = 0;
    for (Held device : devices) {
      String prefix = devices.size() == 1 ? "" : "device " + ++number + " ";
      DeviceFacts.of(device.claimed().identity())
          .forEach((name, value) -> facts.put(prefix + name, value));
      facts.put(prefix + "discarded before each trial", device.discard() ? "yes" : "no");
    }
    return facts;
  }
}
