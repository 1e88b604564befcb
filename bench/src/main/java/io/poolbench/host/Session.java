package io.poolbench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that leads a session and so a process group, with all that it started (setsid(2)). */
final class Session {
  private static final long POLL_MILLIS = 10;

  private Session() {}

  /**
   * Kills all of it.
   *
   * @return whether it is gone within some seconds
   */
  static boolean kill(Process leader, long seconds) {
    boolean interrupted = Thread.interrupted();
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      signal(leader.pid());
      leader.destroyForcibly();
      while (lives(leader)) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        try {
          Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether anything of it still runs. */
  static boolean lives(Process leader) {
    if (leader.isAlive()) {
      return true;
    }
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(p -> Character.isDigit(String.valueOf(p.getFileName()).charAt(0)))
          .anyMatch(p -> isIn(p, leader.pid()));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isIn(Path process, long group) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      // behind the name, which may hold anything: state, parent, process group (proc_pid_stat(5))
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[2]) == group && !fields[0].equals("Z");
    } catch (IOException e) {
      return false;
    }
  }

  /** A negative number names the process group (kill(1)). */
  private static void signal(long leader) {
    try {
      new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + leader)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(1, TimeUnit.SECONDS);
    } catch (IOException e) {
      // what it started is not reached then, and is found to live
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
