package io.poolbench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.result.Allocation;

/** Whether the fill left any hole in an image (qemu-img(1), map). */
public final class AllocationCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STAT_BLOCK_BYTES = 512;

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
  public static Looked ofImage(String image, String format, long virtualBytes)
      throws InterruptedException {
    long[] mapped = mapped(image, format);
    long holes = Math.max(0, virtualBytes - mapped[0]);
    if (!image.startsWith("/")) {
      return new Looked(
          new Allocation(virtualBytes, mapped[0], holes, "qemu-img map"), (int) mapped[1]);
    }
    String blocks = Command.check("stat", "--format=%b", image).text();
    return new Looked(
        new Allocation(
            virtualBytes, Long.parseLong(blocks) * STAT_BLOCK_BYTES, holes, "qemu-img map, stat"),
        (int) mapped[1]);
  }

  /**
   * What was seen of an image.
   *
   * @param pieces in how many the disk lies in the image, or of a raw image its data in the file
   */
  public record Looked(Allocation allocation, int pieces) {}

  /** Bytes of an image that were written, and in how many pieces. */
  private static long[] mapped(String image, String format) throws InterruptedException {
    String map =
        Command.check(
                "qemu-img", "map", "--force-share", "--output=json", "--format=" + format, image)
            .output();
    long[] mapped = new long[2];
    try {
      for (JsonNode extent : JSON.readTree(map)) {
        // preallocated qcow2 clusters are data to the map, yet nothing was written to them
        if (extent.path("data").asBoolean() && !extent.path("zero").asBoolean()) {
          mapped[0] += extent.path("length").asLong();
          mapped[1]++;
        }
      }
    } catch (JsonProcessingException e) {
      throw new CommandException("qemu-img map printed no JSON: " + e.getOriginalMessage());
    }
    return mapped;
  }
}
