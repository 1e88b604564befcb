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
  public static Allocation ofImage(String image, String format, long virtualBytes)
      throws InterruptedException {
    long mapped = mapped(image, format);
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
    String map =
        Command.check(
                "qemu-img", "map", "--force-share", "--output=json", "--format=" + format, image)
            .output();
    long mapped = 0;
    try {
      for (JsonNode extent : JSON.readTree(map)) {
        // preallocated qcow2 clusters are data to the map, yet nothing was written to them
        if (extent.path("data").asBoolean() && !extent.path("zero").asBoolean()) {
          mapped += extent.path("length").asLong();
        }
      }
    } catch (JsonProcessingException e) {
      throw new CommandException("qemu-img map printed no JSON: " + e.getOriginalMessage());
    }
    return mapped;
  }
}
