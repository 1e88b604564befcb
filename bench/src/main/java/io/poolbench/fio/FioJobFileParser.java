package io.poolbench.fio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the INI form as fio's init.c does ({@code __parse_jobs_ini}), but reports all problems. */
final class FioJobFileParser {
  /** fio copies job files into buffers of this many bytes (OPT_LEN_MAX). */
  private static final int LONGEST_LINE = 8192;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\t]]");
  private static final int MOST_PROBLEMS = 100;

  private final List<FioSection> sections = new ArrayList<>();
  private final List<FioProblem> problems = new ArrayList<>();
  private final List<FioOption> options = new ArrayList<>();
  private String section = "";
  private int sectionLine;

  FioJobFile.Parsed parse(String text) {
    String[] lines = text.split("\\r?\\n", -1);
    for (int i = 0; i < lines.length && problems.size() < MOST_PROBLEMS; i++) {
      line(i + 1, lines[i]);
    }
    close();
    if (problems.isEmpty() && sections.stream().allMatch(FioSection::isGlobal)) {
      problem(0, "", "no job: expected a section such as [randread] with fio options below it");
    }
    return new FioJobFile.Parsed(new FioJobFile(sections), List.copyOf(problems));
  }

  private void line(int number, String raw) {
    // fio cuts a line at ; or # wherever it stands
    String text = raw.split("[;#]", 2)[0].strip();
    if (text.isEmpty()) {
      return;
    }
    if (text.length() > LONGEST_LINE || CONTROL.matcher(text).find()) {
      problem(number, "", "expected printable text of at most " + LONGEST_LINE + " characters");
    } else if (text.startsWith("[")) {
      heading(number, text);
    } else if (sectionLine == 0) {
      problem(number, "", "option before the first [section]");
    } else {
      option(number, text);
    }
  }

  private void heading(int number, String text) {
    close();
    int end = text.indexOf(']');
    section = (end < 0 ? text.substring(1) : text.substring(1, end)).strip();
    sectionLine = number;
    if (end != text.length() - 1 || section.isEmpty()) {
      problem(number, "", "expected [name], found '" + text + "'");
    } else if (section.startsWith("global") && !section.equals("global")) {
      problem(
          number, "", "fio takes every section that begins with global for [global]: rename it");
    } else if (section.length() > 200 || section.contains("[")) {
      problem(number, "", "expected a section name of at most 200 characters, without [");
    }
  }

  private void option(int number, String text) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).strip();
    if (name.equals("include") || name.startsWith("include ")) {
      problem(number, "include", "other files are not read: write their options here");
      return;
    }
    if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
      problem(number, name, "expected option=value, found '" + text + "'");
      return;
    }
    String value = equals < 0 ? "" : text.substring(equals + 1).strip();
    if (equals >= 0 && value.isEmpty()) {
      problem(number, name, "expected a value after =");
      return;
    }
    options.add(new FioOption(name, Optional.of(value).filter(v -> !v.isEmpty()), number));
  }

  private void close() {
    if (sectionLine > 0 && !section.isEmpty()) {
      sections.add(new FioSection(section, sectionLine, options));
    }
    options.clear();
  }

  private void problem(int line, String option, String message) {
    problems.add(new FioProblem(line, section, option, message, Optional.empty()));
  }
}
