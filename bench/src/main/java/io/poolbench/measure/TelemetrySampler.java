package io.poolbench.measure;

import io.poolbench.host.HostCounters;
import io.poolbench.host.KernelThreads;
import io.poolbench.host.QemuProcess;
import io.poolbench.host.SystemCounters;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.HostCounter;
import io.poolbench.result.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the host's counters once a second while a workload runs, from the moment it is made. A
 * source that fails leaves a gap and nothing else.
 */
final class TelemetrySampler implements AutoCloseable {
  private static final long NANOS_PER_TICK = 10_000_000;

  private final Optional<QemuProcess> qemu;
  private final List<Path> devices;
  private final KernelThreads kernel = new KernelThreads();
  private final double rampSeconds;
  private final long started = System.nanoTime();
  private final List<Telemetry.Sample> samples = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(TelemetrySampler::thread);

  /**
   * @param devices the substrate's, added up
   * @param ramp what passes before the window, as far as the host can tell
   */
  TelemetrySampler(Optional<QemuProcess> qemu, List<Path> devices, Duration ramp) {
    this.qemu = qemu;
    this.devices = devices;
    this.rampSeconds = ramp.toMillis() / 1000.0;
    sample();
    clock.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "telemetry");
    thread.setDaemon(true);
    return thread;
  }

  /** Takes the last sample; there are no more. */
  Telemetry end() {
    close();
    sample();
    synchronized (this) {
      return new Telemetry(samples);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private synchronized void sample() {
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<HostCounter, Long> now = new EnumMap<>(SystemCounters.read());
    kernel.cpuNanos().ifPresent(nanos -> now.put(HostCounter.KERNEL_THREADS, nanos));
    qemu.flatMap(QemuProcess::times).ifPresent(times -> add(now, times));
    try {
      add(now, HostCounters.read(devices));
    } catch (IOException e) {
      // a gap
    }
    samples.add(new Telemetry.Sample(seconds, seconds >= rampSeconds, now));
  }

  private static void add(Map<HostCounter, Long> now, QemuProcess.Times times) {
    now.put(HostCounter.QEMU_VCPU, times.vcpu());
    now.put(HostCounter.QEMU_IOTHREAD, times.ioThread());
    now.put(HostCounter.QEMU_OTHER, times.all() - times.vcpu() - times.ioThread());
  }

  private static void add(Map<HostCounter, Long> now, HostCounters host) {
    now.put(HostCounter.HOST_BUSY, host.busyTicks() * NANOS_PER_TICK);
    now.put(HostCounter.HOST_STEAL, host.stealTicks() * NANOS_PER_TICK);
    put(now, HostCounter.CPU_PRESSURE, host.cpuPressureMicros());
    put(now, HostCounter.IO_PRESSURE, host.ioPressureMicros());
    DiskCounters device = host.device();
    if (device != null) {
      now.put(HostCounter.DEVICE_READ_IOS, device.readIos());
      now.put(HostCounter.DEVICE_READ_BYTES, device.readBytes());
      now.put(HostCounter.DEVICE_WRITE_IOS, device.writeIos());
      now.put(HostCounter.DEVICE_WRITE_BYTES, device.writeBytes());
      now.put(HostCounter.DEVICE_FLUSHES, device.flushIos());
    }
  }

  private static void put(Map<HostCounter, Long> now, HostCounter counter, @Nullable Long value) {
    if (value != null) {
      now.put(counter, value);
    }
  }
}
