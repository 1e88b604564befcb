package io.poolbench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.result.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whether the fill left any hole in an image (qemu-img(1), map). */
public final class AllocationCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STAT_BLOCK_BYTES = 512;

  private AllocationCheck() {}

  /**
   * Looks at a volume while the guest has it open.
   *
   * @param format QEMU's word for the image's format
   */
  public static Allocation of(Path volume, String format, long virtualBytes)
      throws InterruptedException, IOException {
    if (!Files.isRegularFile(volume, LinkOption.NOFOLLOW_LINKS)) {
      return new Allocation(virtualBytes, virtualBytes, 0, "block device");
    }
    String map =
        Command.check(
                "qemu-img",
                "map",
                "--force-share",
                "--output=json",
                "--format=" + format,
                volume.toString())
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
    long blocks = Long.parseLong(Command.check("stat", "--format=%b", volume.toString()).text());
    return new Allocation(
        virtualBytes,
        blocks * STAT_BLOCK_BYTES,
        Math.max(0, virtualBytes - mapped),
        "qemu-img map, stat");
  }
}
