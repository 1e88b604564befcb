package io.poolbench.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program without a shell, with a deadline, in the C locale. */
public final class Command {
  private Command() {}

  /** A program that was run. */
  public record Result(List<String> command, int exitCode, String output, String errors) {
    /** Standard output without surrounding white space. */
    public String text() {
      return output.strip();
    }
  }

  /**
   * Runs a program to its end.
   *
   * @throws CommandException when it cannot be started or outlives the deadline (it is killed then)
   */
  public static Result run(Duration deadline, List<String> command) throws InterruptedException {
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("LC_ALL", "C");
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new CommandException("cannot run " + String.join(" ", command) + ": " + e.getMessage());
    }
    CompletableFuture<String> output = read(process.getInputStream());
    CompletableFuture<String> errors = read(process.getErrorStream());
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CommandException(
            String.join(" ", command) + " did not end within " + deadline.toSeconds() + " s");
      }
      // a child of it may hold the pipes open; what it printed itself is there by now
      return new Result(
          command,
          process.exitValue(),
          output.get(5, TimeUnit.SECONDS),
          errors.get(5, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandException("cannot read what " + command.get(0) + " printed: " + e);
    } finally {
      end(process);
    }
  }

  /**
   * Runs a program that must succeed, within a minute.
   *
   * @throws CommandException when it exits other than 0; the message has its own words
   */
  public static Result check(String... command) throws InterruptedException {
    Result result = run(Duration.ofSeconds(60), List.of(command));
    if (result.exitCode() != 0) {
      String words = result.errors().isBlank() ? result.output() : result.errors();
      throw new CommandException(
          String.join(" ", command) + " failed (exit " + result.exitCode() + "): " + words.strip());
    }
    return result;
  }

  /** Returns when it is gone: what a killed program still did must not come after its undoing. */
  private static void end(Process process) {
    CompletableFuture<Process> ended = process.destroyForcibly().onExit();
    ended.completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
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
