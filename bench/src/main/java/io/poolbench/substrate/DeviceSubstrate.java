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
   * @param use how they share
   * @param discard whether devices that support it are discarded before each trial
   */
  public record Layout(List<String> backends, long sizeBytes, Use use, boolean discard) {
    public Layout {
      backends = List.copyOf(backends);
    }

    boolean slices() {
      return use == Use.SLICES;
    }

    boolean together() {
      return use == Use.TOGETHER;
    }

    /** Which device a block is measured on, or the first of those that are used together. */
    int device(int block, int count) {
      return together() ? 0 : (block - 1) % count;
    }

    /** Which slice a backend has in a block: another one each time the device's turn comes. */
    int slice(int block, String backend, int count) {
      return Math.floorMod(backends.indexOf(backend) + (block - 1) / count, backends.size());
    }
  }

  /** How backends share devices. */
  public enum Use {
    /** Each backend has the device of the block's turn. */
    IN_TURN,
    /** Each has a partition of it. */
    SLICES,
    /** Each has all devices. */
    TOGETHER
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
    Path first =
        layout.slices()
            ? device.slices().get(layout.slice(block, backend, devices.size()))
            : device.node();
    List<Path> further =
        layout.together() ? devices.stream().skip(1).map(Held::node).toList() : List.of();
    return new Place(first, further, layout.sizeBytes());
  }

  @Override
  public void blank(Place place) throws InterruptedException, IOException {
    for (Path node : place.devices()) {
      of(node).claimed().clearance().verify();
    }
    for (Path node : place.devices()) {
      blank(node, of(node).discard());
    }
  }

  @Override
  public void remember(Place place) throws InterruptedException, IOException {
    for (Path node : place.devices()) {
      note(of(node));
    }
  }

  private void note(Held device) throws InterruptedException, IOException {
    device.lease().note(DeviceUndoer.noted(guard.contents(device.claimed().identity())));
  }

  private Held of(Path node) {
    return devices.stream()
        .filter(d -> d.node().equals(node) || d.slices().contains(node))
        .findFirst()
        .orElseThrow();
  }

  private String use() {
    if (layout.together()) {
      return TOGETHER;
    }
    return layout.slices() ? "slices, rotated between blocks" : "exclusive, in turn";
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    String how = layout.together() ? " devices, together" : " devices, in turn";
    facts.put("kind", devices.size() == 1 ? "device" : devices.size() + how);
    facts.put("use", use());
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
