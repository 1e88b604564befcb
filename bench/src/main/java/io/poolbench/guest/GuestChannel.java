package io.poolbench.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.poolbench.libvirt.GuestDomain;
import io.poolbench.libvirt.HypervisorException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Commands and files in the guest, through the QEMU guest agent over virtio-serial; no network.
 *
 * <p>Captured output is for small answers only: a reply over 4 MiB fails and one over 10 MiB makes
 * the agent unusable, so larger things are written to a file and read in pieces.
 */
public final class GuestChannel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration REPLY_LIMIT = Duration.ofSeconds(20);
  private static final int READ_BYTES = 512 << 10;
  private static final long SHELL_POLL_MILLIS = 15;

  private final GuestDomain guest;

  public GuestChannel(GuestDomain guest) {
    this.guest = guest;
  }

  /** A command that ended in the guest. */
  public record Exit(int code, String output, String errors) {}

  /**
   * Waits until the agent answers.
   *
   * @throws GuestException when it does not within {@code limit}, or the guest ends before
   * @throws HypervisorException when libvirt does not answer
   */
  public void awaitReady(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        call("guest-ping", JSON.createObjectNode(), Duration.ofSeconds(1));
        return;
      } catch (GuestException e) {
        if (!guest.isRunning()) {
          throw new GuestException("the guest " + guest.name() + " ended while it booted", e);
        }
        if (System.nanoTime() > deadline) {
          throw new GuestException(
              "the agent of the guest "
                  + guest.name()
                  + " did not answer within "
                  + limit.toSeconds()
                  + " s; see the guest's console in the run's work folder",
              e);
        }
        Thread.sleep(20);
      }
    }
  }

  /**
   * Starts a program in the guest.
   *
   * @return its process id, good for one {@link #await}
   */
  public long start(String program, List<String> arguments) {
    return start(program, arguments, new byte[0]);
  }

  /**
   * Starts a program in the guest.
   *
   * @param input what it reads on standard input, at most some kilobytes
   * @return its process id, good for one {@link #await}
   */
  public long start(String program, List<String> arguments, byte[] input) {
    ObjectNode call = JSON.createObjectNode().put("path", program).put("capture-output", true);
    if (input.length > 0) {
      call.put("input-data", Base64.getEncoder().encodeToString(input));
    }
    arguments.forEach(call.putArray("arg")::add);
    return call("guest-exec", call, REPLY_LIMIT).path("pid").asLong();
  }

  /**
   * Waits for a program to end.
   *
   * @param pollMillis pause between two looks; each look costs the guest some work
   * @throws GuestException when it has not ended within {@code limit}, or the guest is gone
   */
  public Exit await(long pid, Duration limit, long pollMillis) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    ObjectNode call = JSON.createObjectNode().put("pid", pid);
    while (true) {
      JsonNode status = call("guest-exec-status", call, REPLY_LIMIT);
      if (status.path("exited").asBoolean()) {
        int code =
            status.has("exitcode")
                ? status.get("exitcode").asInt()
                : 128 + status.path("signal").asInt();
        return new Exit(code, text(status.path("out-data")), text(status.path("err-data")));
      }
      if (System.nanoTime() > deadline) {
        throw new GuestException(
            "a program in the guest "
                + guest.name()
                + " did not end within "
                + limit.toSeconds()
                + " s");
      }
      Thread.sleep(pollMillis);
    }
  }

  /**
   * Runs a line of the guest's shell that takes a moment.
   *
   * @return its standard output
   * @throws GuestException when it exits other than 0
   */
  public String shell(String line) throws InterruptedException {
    Exit exit =
        await(start("/bin/sh", List.of("-c", line)), Duration.ofMinutes(2), SHELL_POLL_MILLIS);
    if (exit.code() != 0) {
      throw new GuestException(
          "in the guest: '" + line + "' failed (exit " + exit.code() + "): " + exit.errors());
    }
    return exit.output();
  }

  /** The guest's clock, in nanoseconds since 1970. */
  public long timeNanos() {
    return call("guest-get-time", JSON.createObjectNode(), REPLY_LIMIT).asLong();
  }

  /** Reads a file of the guest, in pieces. */
  public byte[] read(String path) {
    long handle = openFile(path);
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      while (true) {
        JsonNode piece =
            call(
                "guest-file-read",
                JSON.createObjectNode().put("handle", handle).put("count", READ_BYTES),
                REPLY_LIMIT);
        content.writeBytes(bytes(piece.path("buf-b64")));
        if (piece.path("eof").asBoolean()) {
          return content.toByteArray();
        }
      }
    } finally {
      closeFile(handle);
    }
  }

  private long openFile(String path) {
    return call(
            "guest-file-open",
            JSON.createObjectNode().put("path", path).put("mode", "r"),
            REPLY_LIMIT)
        .asLong();
  }

  private void closeFile(long handle) {
    call("guest-file-close", JSON.createObjectNode().put("handle", handle), REPLY_LIMIT);
  }

  private JsonNode call(String command, ObjectNode arguments, Duration limit) {
    ObjectNode call = JSON.createObjectNode().put("execute", command);
    if (!arguments.isEmpty()) {
      call.set("arguments", arguments);
    }
    try {
      return JSON.readTree(guest.agent(call.toString(), limit)).path("return");
    } catch (HypervisorException e) {
      throw new GuestException(command + " in the guest: " + e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new GuestException("the agent's answer to " + command + " is no JSON", e);
    }
  }

  private static byte[] bytes(JsonNode base64) {
    return base64.isTextual() ? Base64.getDecoder().decode(base64.asText()) : new byte[0];
  }

  private static String text(JsonNode base64) {
    return new String(bytes(base64), StandardCharsets.UTF_8);
  }
}
