package io.poolbench.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** Reads the records of a run, whichever format version wrote them. Never rewrites a file. */
final class StoredJson {
  static final String VERSION = "formatVersion";

  private StoredJson() {}

  static RunRecord run(Path file) {
    return read(file, RunRecord.class, FormatStep::run);
  }

  static TrialRecord trial(Path file) {
    return read(file, TrialRecord.class, FormatStep::trial);
  }

  private static <T> T read(Path file, Class<T> type, BiConsumer<FormatStep, ObjectNode> step) {
    try {
      JsonNode tree = Json.MAPPER.readTree(Files.readAllBytes(file));
      int version = tree.path(VERSION).asInt(0);
      if (version < 1 || !(tree instanceof ObjectNode object)) {
        throw new ResultException(file + " names no formatVersion: it is not poolbench's");
      }
      if (version > FormatVersion.CURRENT) {
        throw new ResultException(
            "%s has format version %d, this poolbench reads up to %d: use a newer poolbench"
                .formatted(file, version, FormatVersion.CURRENT));
      }
      for (; version < FormatVersion.CURRENT; version++) {
        step.accept(FormatVersion.STEPS.get(version - 1), object);
        object.put(VERSION, version + 1);
      }
      return Json.MAPPER.treeToValue(object, type);
    } catch (IOException e) {
      throw new ResultException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
