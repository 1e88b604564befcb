package io.poolbench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.result.Allocation;
import java.time.Duration;
import java.util.List;

/** Whether the fill left any hole in an image (qemu-img(1), map). */
public final class AllocationCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STAT_BLOCK_BYTES = 512;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private AllocationCheck() {}

  /** A device has no holes. */
  public static Allocation ofDevice(long virtualBytes) {
    return new Allocation(virtualBytes, virtualBytes, 0, "block device");
  }

  /**
   * Looks at an image while the guest has it open.
   *
   * @param image its path, or what qemu-img(1) calls one that only QEMU reaches
   * @param format QEMU's word for it
   */
  public static Allocation ofImage(String image, String format, long virtualBytes)
      throws InterruptedException {
    return of(image, virtualBytes, mapped(image, format));
  }

  /**
   * Looks at an image that QEMU encrypts with LUKS, while the guest has it open.
   *
   * @param file its path
   * @param format {@code raw}, which LUKS then takes the place of, or {@code qcow2}
   * @param passphrase of its LUKS; given to qemu-img(1) on its standard input
   */
  public static Allocation ofEncrypted(
      String file, String format, String passphrase, long virtualBytes)
      throws InterruptedException {
    if (format.equals("raw")) {
      // to QEMU all of LUKS is data: what was written shows in the file below alone
      return of(file, virtualBytes, data(map("--format=raw", file), payloadOffset(file)));
    }
    List<String> map =
        List.of(
            "qemu-img",
            "map",
            "--force-share",
            "--output=json",
            "--object",
            "secret,id=luks,file=/dev/stdin",
            "--image-opts",
            "driver=qcow2,encrypt.key-secret=luks,file.driver=file,file.filename="
                + file.replace(",", ",,"));
    long mapped = data(Command.check(LIMIT, map, passphrase).output(), 0);
    // of encrypted qcow2, too, preallocated clusters are data to the map; in the file they are not
    return of(file, virtualBytes, Math.min(mapped, data(map("--format=raw", file), 0)));
  }

  private static Allocation of(String image, long virtualBytes, long mapped)
      throws InterruptedException {
    long holes = Math.max(0, virtualBytes - mapped);
    if (!image.startsWith("/")) {
      return new Allocation(virtualBytes, mapped, holes, "qemu-img map");
    }
    String blocks = Command.check("stat", "--format=%b", image).text();
    return new Allocation(
        virtualBytes, Long.parseLong(blocks) * STAT_BLOCK_BYTES, holes, "qemu-img map, stat");
  }

  /** Bytes of an image that were written. */
  private static long mapped(String image, String format) throws InterruptedException {
    return data(map("--format=" + format, image), 0);
  }

  private static String map(String format, String image) throws InterruptedException {
    return Command.check("qemu-img", "map", "--force-share", "--output=json", format, image)
        .output();
  }

  /** Bytes of data from an offset on. */
  private static long data(String map, long from) {
    long mapped = 0;
    for (JsonNode extent : json(map)) {
      // preallocated qcow2 clusters are data to the map, yet nothing was written to them
      if (extent.path("data").asBoolean() && !extent.path("zero").asBoolean()) {
        long start = extent.path("start").asLong();
        long end = start + extent.path("length").asLong();
        mapped += Math.max(0, end - Math.max(start, from));
      }
    }
    return mapped;
  }

  /** Where the data begins behind LUKS's header; it needs no passphrase. */
  private static long payloadOffset(String file) throws InterruptedException {
    String info =
        Command.check("qemu-img", "info", "--force-share", "--output=json", "--format=luks", file)
            .output();
    JsonNode offset = json(info).path("format-specific").path("data").path("payload-offset");
    if (!offset.canConvertToLong()) {
      throw new CommandException(
          "qemu-img info does not say where the data of " + file + " begins");
    }
    return offset.asLong();
  }

  private static JsonNode json(String printed) {
    try {
      return JSON.readTree(printed);
    } catch (JsonProcessingException e) {
      throw new CommandException("qemu-img printed no JSON: " + e.getOriginalMessage());
    }
  }
}
