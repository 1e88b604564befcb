package io.poolbench.fio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the outermost JSON; latencies are read by {@link FioLatencyParser}. */
final class FioOutputParser {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern START = Pattern.compile("^\\{", Pattern.MULTILINE);

  private FioOutputParser() {}

  static FioOutput parse(String text) {
    Matcher start = START.matcher(text);
    if (!start.find()) {
      throw new FioFormatException(
          "expected fio's JSON (--output-format=json+), found no line that begins with {");
    }
    JsonNode root = tree(text.substring(start.start()));
    String version = root.path("fio version").asText("");
    boolean clients = root.has("client_stats");
    JsonNode jobs = root.path(clients ? "client_stats" : "jobs");
    if (version.isEmpty() || !jobs.isArray()) {
      throw new FioFormatException("expected 'fio version' and an array 'jobs' or 'client_stats'");
    }
    List<FioJobResult> results = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      FioNode job = new FioNode((clients ? "client_stats[" : "jobs[") + i + "]", jobs.get(i));
      // the sum over clients would count every I/O twice
      if (!(clients && job.text("jobname").equals("All clients"))) {
        results.add(job(job));
      }
    }
    return new FioOutput(
        version,
        new FioNode("", root).count("timestamp"),
        texts(root.path("global options")),
        results,
        diskUtil(root.path("disk_util")),
        text.substring(0, start.start()).lines().filter(l -> !l.isBlank()).toList());
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      String where =
          Optional.ofNullable(e.getLocation())
              .map(l -> " at line " + l.getLineNr() + " of the JSON")
              .orElse("");
      throw new FioFormatException(
          "fio's JSON is broken or cut off" + where + ": " + e.getOriginalMessage(), e);
    }
  }

  private static FioJobResult job(FioNode job) {
    if (job.text("jobname").isEmpty()) {
      throw new FioFormatException("expected 'jobname' in " + job.path());
    }
    Map<IoKind, FioStream> streams = new EnumMap<>(IoKind.class);
    for (IoKind kind : IoKind.values()) {
      job.child(kind.key())
          .map(node -> stream(node, kind == IoKind.SYNC))
          .filter(stream -> stream.totalIos() > 0)
          .ifPresent(stream -> streams.put(kind, stream));
    }
    Map<String, Double> depth = new LinkedHashMap<>();
    job.child("iodepth_level")
        .ifPresent(levels -> levels.names().forEach(n -> depth.put(n, levels.number(n))));
    return new FioJobResult(
        job.text("jobname"),
        Math.toIntExact(Math.min(job.count("error"), Integer.MAX_VALUE)),
        Optional.of(job.text("hostname")).filter(h -> !h.isEmpty()),
        job.count("elapsed"),
        streams,
        texts(job.node().path("job options")),
        job.number("usr_cpu"),
        job.number("sys_cpu"),
        depth);
  }

  private static FioStream stream(FioNode node, boolean sync) {
    Optional<FioLatency> lat = FioLatencyParser.latency(node, "lat", node.count("total_ios"));
    // fio 3.33 counts flushes as 0 I/Os but keeps their latencies
    long ios =
        Math.max(node.count("total_ios"), sync ? lat.map(FioLatency::samples).orElse(0L) : 0);
    // fio 2 called kibibytes io_bytes until it had io_kbytes beside it
    long bytes = node.count("io_bytes") * (node.has("io_kbytes") ? 1 : 1024);
    long bandwidth = node.has("bw_bytes") ? node.count("bw_bytes") : node.count("bw") * 1024;
    return new FioStream(
        ios,
        bytes,
        node.count("runtime"),
        node.number("iops"),
        bandwidth,
        node.count("short_ios"),
        node.count("drop_ios"),
        FioLatencyParser.latency(node, "slat", ios),
        FioLatencyParser.latency(node, "clat", ios),
        lat);
  }

  private static List<FioDiskUtil> diskUtil(JsonNode array) {
    List<FioDiskUtil> disks = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      FioNode disk = new FioNode("disk_util[" + i + "]", array.path(i));
      disks.add(
          new FioDiskUtil(
              disk.text("name"),
              disk.count("read_ios"),
              disk.count("write_ios"),
              disk.count("read_merges"),
              disk.count("write_merges"),
              disk.number("util")));
    }
    return disks;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> map = new LinkedHashMap<>();
    object.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
    return map;
  }
}
