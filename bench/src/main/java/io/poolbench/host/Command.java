package io.poolbench.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Runs a program without a shell, with a deadline, in the C locale. It dies with this process, in
 * whatever way that ends.
 */
public final class Command {
  private static final int MAX_WORD = 300;
  private static final long END_SECONDS = 5;

  private Command() {}

  /** A program that was run. */
  public record Result(List<String> command, int exitCode, String output, String errors) {
    /** Standard output without surrounding white space. */
    public String text() {
      return output.strip();
    }
  }

  /**
   * Runs a program to its end, on this thread: it is killed when the thread ends before.
   *
   * @throws CommandException when it cannot be started or outlives the deadline; it is killed then,
   *     with all that it started. One that does not even end so is {@link
   *     io.poolbench.lease.Abandoned}
   */
  public static Result run(Duration deadline, List<String> command) throws InterruptedException {
    return run(deadline, command, "");
  }

  private static Result run(Duration deadline, List<String> command, String input)
      throws InterruptedException {
    Process process = start(command);
    CompletableFuture<String> output = read(process.getInputStream());
    CompletableFuture<String> errors = read(process.getErrorStream());
    give(process, input);
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process, command);
        throw new CommandException(
            shown(command) + " did not end within " + deadline.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      try {
        end(process, command);
      } catch (CommandException unkillable) {
        Thread.currentThread().interrupt();
        throw unkillable;
      }
      throw e;
    }
    try {
      // a child of it may hold the pipes open; what it printed itself is there by now
      return new Result(
          command,
          process.exitValue(),
          output.get(END_SECONDS, TimeUnit.SECONDS),
          errors.get(END_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandException("cannot read what " + command.get(0) + " printed: " + e);
    }
  }

  /**
   * Runs a program that must succeed, within a minute.
   *
   * @throws CommandException when it exits other than 0; the message has its own words
   */
  public static Result check(String... command) throws InterruptedException {
    return check(Duration.ofSeconds(60), List.of(command));
  }

  /**
   * Runs a program that must succeed, with a deadline of its own.
   *
   * @throws CommandException when it exits other than 0; the message has its own words
   */
  public static Result check(Duration deadline, List<String> command) throws InterruptedException {
    return check(deadline, command, "");
  }

  /**
   * Runs a program that must succeed, with something on its standard input that no list of
   * processes shows.
   *
   * @param input ASCII, less than a pipe takes at once (4 KiB)
   * @throws CommandException when it exits other than 0; the message has its own words
   */
  public static Result check(Duration deadline, List<String> command, String input)
      throws InterruptedException {
    Result result = run(deadline, command, input);
    if (result.exitCode() != 0) {
      String words = result.errors().isBlank() ? result.output() : result.errors();
      throw new CommandException(
          shown(command) + " failed (exit " + result.exitCode() + "): " + words.strip());
    }
    return result;
  }

  /** A command line for people: a class path of 30 archives would hide the rest. */
  private static String shown(List<String> command) {
    return command.stream()
        .map(word -> word.length() > MAX_WORD ? word.substring(0, MAX_WORD) + "…" : word)
        .collect(Collectors.joining(" "));
  }

  private static Process start(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(ParentTie.tie(command));
      builder.environment().put("LC_ALL", "C");
      return builder.start();
    } catch (IOException e) {
      throw new CommandException("cannot run " + shown(command) + ": " + e.getMessage());
    }
  }

  private static void give(Process process, String input) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // it ended without reading: its exit code and words tell why
    }
  }

  /**
   * Kills it and what it started, and returns when it is gone: what a killed program still did must
   * not come after its undoing.
   */
  private static void end(Process process, List<String> command) {
    if (!Session.kill(process, END_SECONDS)) {
      throw new CommandException.Unkillable(
          shown(command)
              + " was killed, and did not end within "
              + END_SECONDS
              + " s: the kernel keeps it (process "
              + process.pid()
              + "), most often because a device or a server does not answer",
          process);
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (stream) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                stream.transferTo(bytes);
                text.complete(bytes.toString(StandardCharsets.UTF_8));
              } catch (IOException e) {
                text.completeExceptionally(e);
              }
            },
            "command-output");
    reader.setDaemon(true);
    reader.start();
    return text;
  }
}
