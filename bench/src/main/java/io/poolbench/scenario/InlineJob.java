package io.poolbench.scenario;

import io.poolbench.fio.FioJobFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * fio's words as a scenario holds them: one job.
 *
 * @param at where each option stands
 */
record InlineJob(FioJobFile jobs, Position whole, Map<String, Position> at) {
  private static final int MAX_LENGTH = 1000;

  /** Adds a problem for every value that could not be one line of a job file. */
  static InlineJob read(String name, Value fio, Problems problems) {
    Map<String, String> options = new LinkedHashMap<>();
    Map<String, Position> at = new LinkedHashMap<>();
    if (fio.node() instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        String key = entry.key().text();
        at.put(key, entry.value().at());
        value(fio, entry, problems, options);
      }
    } else {
      problems.add(
          fio.at(),
          fio.path(),
          "found " + fio.node().what() + "; expected fio's options, such as { rw: randread, … }");
    }
    // fio takes every section that begins with global for its [global]
    String job = name.startsWith("global") ? "job-" + name : name;
    return new InlineJob(FioJobFile.inline(job, options), fio.at(), at);
  }

  private static void value(
      Value fio, YamlNode.Entry entry, Problems problems, Map<String, String> options) {
    String key = entry.key().text();
    String path = Value.join(fio.path(), key);
    if (!(entry.value() instanceof YamlNode.Scalar scalar)) {
      problems.add(
          entry.value().at(),
          path,
          "found " + entry.value().what() + "; expected one value, as in a fio job file");
      return;
    }
    String value = scalar.isNull() ? "" : scalar.text().strip();
    if (value.length() > MAX_LENGTH
        || !Printable.isOneLine(value)
        || value.contains("#")
        || value.contains(";")) {
      problems.add(
          scalar.at(),
          path,
          Printable.quote(value)
              + " cannot stand in a fio job file; expected one line without ';' and '#', which"
              + " begin a comment there");
      return;
    }
    options.put(key, value);
  }

  /** Where the option stands, or the job when it is not written. */
  Position at(String option) {
    return Objects.requireNonNullElse(at.get(option), whole);
  }
}
