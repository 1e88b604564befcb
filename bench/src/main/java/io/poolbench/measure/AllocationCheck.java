package io.poolbench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.result.Allocation;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Whether the fill left any hole in an image (qemu-img(1), map). */
public final class AllocationCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STAT_BLOCK_BYTES = 512;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private AllocationCheck() {}

  /**
   * What was seen.
   *
   * @param pieces in how many the disk lies in the image, or of a raw image its data in the file;
   *     empty for a device
   */
  public record Looked(Allocation allocation, OptionalInt pieces) {}

  private record Data(long bytes, int pieces) {}

  /** A device has no holes. */
  public static Looked ofDevice(long virtualBytes) {
    return new Looked(
        new Allocation(virtualBytes, virtualBytes, 0, "block device"), OptionalInt.empty());
  }

  /**
   * Looks at an image while the guest has it open.
   *
   * @param image its path, or what qemu-img(1) calls one that only QEMU reaches
   * @param format QEMU's word for it
   */
  public static Looked ofImage(String image, String format, long virtualBytes)
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
  public static Looked ofEncrypted(String file, String format, String passphrase, long virtualBytes)
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
    Data mapped = data(Command.check(LIMIT, map, passphrase).output(), 0);
    // of encrypted qcow2, too, preallocated clusters are data to the map; in the file they are not
    long written = data(map("--format=raw", file), 0).bytes();
    return of(file, virtualBytes, new Data(Math.min(mapped.bytes(), written), mapped.pieces()));
  }

  private static Looked of(String image, long virtualBytes, Data mapped)
      throws InterruptedException {
    long holes = Math.max(0, virtualBytes - mapped.bytes());
    OptionalInt pieces = OptionalInt.of(mapped.pieces());
    if (!image.startsWith("/")) {
      return new Looked(
          new Allocation(virtualBytes, mapped.bytes(), holes, "qemu-img map"), pieces);
    }
    String blocks = Command.check("stat", "--format=%b", image).text();
    return new Looked(
        new Allocation(
            virtualBytes, Long.parseLong(blocks) * STAT_BLOCK_BYTES, holes, "qemu-img map, stat"),
        pieces);
  }

  /** What of an image was written. */
  private static Data mapped(String image, String format) throws InterruptedException {
    return data(map("--format=" + format, image), 0);
  }

  private static String map(String format, String image) throws InterruptedException {
    return Command.check("qemu-img", "map", "--force-share", "--output=json", format, image)
        .output();
  }

  /** What is data from an offset on. */
  private static Data data(String map, long from) {
    long bytes = 0;
    int pieces = 0;
    for (JsonNode extent : json(map)) {
      // preallocated qcow2 clusters are data to the map, yet nothing was written to them
      if (extent.path("data").asBoolean() && !extent.path("zero").asBoolean()) {
        long start = extent.path("start").asLong();
        long end = start + extent.path("length").asLong();
        bytes += Math.max(0, end - Math.max(start, from));
        pieces += end > from ? 1 : 0;
      }
    }
    return new Data(bytes, pieces);
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
