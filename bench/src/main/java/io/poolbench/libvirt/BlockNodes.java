package io.poolbench.libvirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** What QEMU says of the disk's block nodes (QMP, query-named-block-nodes). */
public final class BlockNodes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BlockNodes() {}

  /** Drivers, cache modes and the like as they took effect, by name. */
  public static Map<String, String> effective(GuestDomain guest) {
    String answer = guest.monitor("{\"execute\":\"query-named-block-nodes\"}");
    return parse(answer);
  }

  static Map<String, String> parse(String answer) {
    Map<String, String> effective = new LinkedHashMap<>();
    try {
      for (JsonNode node : JSON.readTree(answer).path("return")) {
        String name = node.path("node-name").asText();
        String layer =
            name.endsWith("-format") ? "format" : name.endsWith("-storage") ? "protocol" : "";
        if (layer.isEmpty()) {
          continue;
        }
        JsonNode cache = node.path("cache");
        effective.put("QEMU " + layer + " driver", node.path("drv").asText());
        effective.put(
            "QEMU " + layer + " cache",
            "direct="
                + cache.path("direct").asText()
                + " writeback="
                + cache.path("writeback").asText()
                + " no-flush="
                + cache.path("no-flush").asText());
        effective.put("QEMU " + layer + " detect-zeroes", node.path("detect_zeroes").asText());
        JsonNode image = node.path("image");
        if (layer.equals("format")) {
          encryption(image, effective);
        }
        if (image.has("cluster-size") && layer.equals("format")) {
          effective.put("image cluster size", image.path("cluster-size").asText());
          JsonNode data = image.path("format-specific").path("data");
          if (data.has("compat")) {
            effective.put("image compat", data.path("compat").asText());
          }
          if (data.has("extended-l2")) {
            effective.put("image subclusters", data.path("extended-l2").asBoolean() ? "on" : "off");
          }
        }
      }
    } catch (JsonProcessingException e) {
      throw new HypervisorException("QEMU's monitor answered no JSON: " + answer, e);
    }
    return effective;
  }

  /** Of a raw image LUKS is the format; of qcow2 it is part of the format. */
  private static void encryption(JsonNode image, Map<String, String> effective) {
    JsonNode specific = image.path("format-specific");
    JsonNode luks =
        specific.path("type").asText().equals("luks")
            ? specific.path("data")
            : specific.path("data").path("encrypt");
    effective.put(
        "image encryption", luks.isMissingNode() ? "off" : luks.path("format").asText("luks"));
    if (luks.has("cipher-alg")) {
      effective.put(
          "image cipher",
          luks.path("cipher-alg").asText() + "-" + luks.path("cipher-mode").asText());
    }
  }
}
