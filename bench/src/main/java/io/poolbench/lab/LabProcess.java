package io.poolbench.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The container with the lab's kernel in it.
 *
 * <p>It dies with the thread that started it (prctl(2), PR_SET_PDEATHSIG), so that thread waits for
 * it.
 */
final class LabProcess {
  private static final long LAST_WORDS_MILLIS = 5_000;

  private final Process process;
  private final List<Thread> pumps = new ArrayList<>();

  /** The first of the container's namespace: when it is gone, so are all others. */
  private @Nullable ProcessHandle first;

  private LabProcess(Process process) {
    this.process = process;
  }

  static LabProcess start(List<String> command, Streams streams) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    // The kernel would take TMPDIR for its memory; the job's environment comes by another way.
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    if (streams.terminal() == Streams.Kind.SHELL) {
      builder.inheritIO();
      return new LabProcess(builder.start());
    }
    LabProcess lab = new LabProcess(builder.start());
    lab.pump(lab.process.getInputStream(), streams.out());
    lab.pump(lab.process.getErrorStream(), streams.err());
    return lab;
  }

  /** Whether it ended within the time. */
  boolean ended(Duration within) throws InterruptedException {
    boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null && !ended) {
      first = process.children().findFirst().orElse(null);
    }
    return ended;
  }

  /** Has the job sent a SIGTERM; the lab itself goes on until the job has ended. */
  void terminateJob() {
    try {
      OutputStream orders = process.getOutputStream();
      orders.write("TERM\n".getBytes(StandardCharsets.US_ASCII));
      orders.flush();
    } catch (IOException e) {
      // it is ending already, which is what was asked for
      return;
    }
  }

  /** Ends it at once, and returns when every process of it is gone. */
  void kill() {
    process.destroyForcibly();
    await(process.toHandle());
    if (first != null) {
      await(first);
    }
  }

  private static void await(ProcessHandle one) {
    one.onExit().completeOnTimeout(one, 10, TimeUnit.SECONDS).join();
  }

  /** Waits until what the job wrote has been passed on. */
  void drain() throws InterruptedException {
    for (Thread pump : pumps) {
      pump.join(LAST_WORDS_MILLIS);
    }
  }

  private void pump(InputStream from, OutputStream to) {
    Thread pump =
        new Thread(
            () -> {
              byte[] bytes = new byte[8192];
              try (from) {
                for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
                  to.write(bytes, 0, n);
                  to.flush();
                }
              } catch (IOException e) {
                // the lab is gone, or nobody reads what it says; the job's status tells its end
                return;
              }
            },
            "lab-output");
    pump.setDaemon(true);
    pump.start();
    pumps.add(pump);
  }
}
