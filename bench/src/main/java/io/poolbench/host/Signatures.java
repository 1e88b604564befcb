package io.poolbench.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.host.DeviceFinding.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What libblkid knows of a device's contents: filesystems, RAID and volume manager members,
 * encryption, swap, partition tables. wipefs lists all of them; blkid also types without magic
 * bytes, which wipefs leaves out as nothing to wipe.
 */
final class Signatures {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** blkid(8), exit status. */
  private static final int NOTHING_FOUND = 2;

  private static final int AMBIVALENT = 8;

  private Signatures() {}

  /**
   * A kind of content, with all its places.
   *
   * @param type libblkid's word, such as {@code ext4} or {@code gpt}
   * @param details usage, label, UUID and offsets, in words
   */
  record Signature(String type, String details) {}

  /**
   * Looks, and changes nothing.
   *
   * @param remedy what to do about contents
   */
  static List<DeviceFinding> find(Path node, String remedy) throws InterruptedException {
    List<DeviceFinding> findings = new ArrayList<>();
    try {
      List<Signature> signatures = listed(node);
      for (Signature signature : signatures) {
        findings.add(
            new DeviceFinding(
                Kind.CONTENTS,
                node + " bears " + signature.type() + " (" + signature.details() + ")",
                remedy));
      }
      for (String type : probed(node)) {
        if (signatures.stream().noneMatch(s -> s.type().equals(type))) {
          findings.add(
              new DeviceFinding(Kind.CONTENTS, node + " bears " + type + " (says blkid)", remedy));
        }
      }
    } catch (CommandException e) {
      findings.add(
          new DeviceFinding(
              Kind.UNREADABLE,
              "what " + node + " bears is not known: " + e.getMessage(),
              "run as root, with util-linux installed; dmesg says what is wrong with the disk"));
    }
    return findings;
  }

  private static List<Signature> listed(Path node) throws InterruptedException {
    Command.Result result =
        Command.run(
            LIMIT,
            List.of(
                "wipefs",
                "--no-act",
                "--json",
                "--output",
                "OFFSET,TYPE,USAGE,LABEL,UUID",
                node.toString()));
    if (result.exitCode() != 0) {
      throw failed(result);
    }
    return parseWipefs(result.output());
  }

  private static List<String> probed(Path node) throws InterruptedException {
    Command.Result result =
        Command.run(LIMIT, List.of("blkid", "--probe", "--output", "export", node.toString()));
    if (result.exitCode() == NOTHING_FOUND || result.exitCode() == AMBIVALENT) {
      // several at once wipefs has listed, and a device that cannot be opened it has refused
      return List.of();
    }
    if (result.exitCode() != 0) {
      throw failed(result);
    }
    return parseBlkid(result.output());
  }

  private static CommandException failed(Command.Result result) {
    String words = result.errors().isBlank() ? result.output() : result.errors();
    return new CommandException(
        String.join(" ", result.command())
            + " failed (exit "
            + result.exitCode()
            + "): "
            + words.strip());
  }

  /** Reads wipefs' JSON, which is empty when there is nothing. */
  static List<Signature> parseWipefs(String output) {
    if (output.isBlank()) {
      return List.of();
    }
    Map<String, String> details = new LinkedHashMap<>();
    try {
      JsonNode list = JSON.readTree(output).path("signatures");
      if (!list.isArray()) {
        throw new CommandException("wipefs printed no list of signatures: " + output.strip());
      }
      for (JsonNode found : list) {
        String offset = "at " + found.path("offset").asText("?");
        String type = found.path("type").asText("?");
        details.merge(type, first(found) + offset, (seen, again) -> seen + ", " + offset);
      }
    } catch (JsonProcessingException e) {
      throw new CommandException("wipefs printed no JSON: " + output.strip());
    }
    List<Signature> signatures = new ArrayList<>();
    details.forEach((type, words) -> signatures.add(new Signature(type, words)));
    return signatures;
  }

  private static String first(JsonNode found) {
    StringBuilder words = new StringBuilder();
    append(words, "", found.path("usage"));
    append(words, "label ", found.path("label"));
    append(words, "UUID ", found.path("uuid"));
    return words.toString();
  }

  private static void append(StringBuilder words, String what, JsonNode value) {
    if (!value.asText("").isBlank() && !value.isNull()) {
      words.append(what).append(value.asText().replaceAll("\\p{Cntrl}", "?")).append(", ");
    }
  }

  /** Types of contents and of a partition table, in blkid's export format. */
  static List<String> parseBlkid(String output) {
    List<String> types = new ArrayList<>();
    for (String line : output.split("\n")) {
      if (line.startsWith("TYPE=") || line.startsWith("PTTYPE=")) {
        types.add(line.substring(line.indexOf('=') + 1));
      }
    }
    return types;
  }
}
