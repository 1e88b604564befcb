package io.poolbench.scenario;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;

/**
 * Reads YAML from the parser's events, so that nothing is ever expanded or instantiated: anchors,
 * aliases and tags are refused where they stand.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 12;

  private final Path file;
  private final Problems problems;
  private final Iterator<Event> events;
  private Position reached = new Position(1, 1);

  private YamlReader(Path file, String text, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(TextFile.MAX_BYTES);
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MAX_DEPTH);
    this.file = file;
    this.problems = problems;
    this.events = new Yaml(options).parse(new StringReader(text)).iterator();
  }

  /**
   * The one document of the text; a key given twice is added to the problems and its first value
   * kept.
   *
   * @throws InvalidScenarioException when it is not YAML, or more of YAML than a scenario may use
   */
  static YamlNode.Mapping read(Path file, String text, Problems problems)
      throws InvalidScenarioException {
    try {
      return new YamlReader(file, text, problems).document();
    } catch (MarkedYAMLException e) {
      throw Problems.fatal(file, at(e.getProblemMark()), "", syntax(e), Optional.empty());
    } catch (YAMLException e) {
      throw Problems.fatal(
          file,
          new Position(0, 0),
          "",
          "is not YAML: " + Printable.text(String.valueOf(e.getMessage()), 200),
          Optional.empty());
    }
  }

  private Event next() throws InvalidScenarioException {
    try {
      Event event = events.next();
      reached = at(event.getEndMark());
      return event;
    } catch (NumberFormatException e) {
      // SnakeYAML 2.5 lets this one escape on an escape sequence such as "\UFFFFFFFF"
      throw Problems.fatal(
          file,
          reached,
          "",
          "is not YAML: an escape sequence (\\U…) after this is no character",
          Optional.empty());
    }
  }

  private YamlNode.Mapping document() throws InvalidScenarioException {
    next();
    Event first = next();
    if (first instanceof StreamEndEvent) {
      throw Problems.fatal(
          file,
          new Position(0, 0),
          "",
          "is empty; expected a scenario: copy scenarios/quickstart.yaml",
          Optional.empty());
    }
    YamlNode top = node(next(), "", 0);
    next();
    Event after = next();
    if (after instanceof DocumentStartEvent) {
      throw fatal(after, "", "a second document begins here (---); expected one scenario a file");
    }
    if (top instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw Problems.fatal(
        file,
        top.at(),
        "",
        "found " + top.what() + "; expected a mapping with the keys of a scenario, such as name:",
        Optional.empty());
  }

  private YamlNode node(Event event, String path, int depth) throws InvalidScenarioException {
    refuseCleverness(event, path);
    if (event instanceof ScalarEvent scalar) {
      return new YamlNode.Scalar(
          scalar.getValue(),
          scalar.getScalarStyle() == ScalarStyle.PLAIN,
          at(scalar.getStartMark()));
    }
    if (depth == MAX_DEPTH) {
      throw fatal(event, path, "is nested deeper than any scenario needs");
    }
    return event instanceof SequenceStartEvent
        ? sequence(event, path, depth)
        : mapping(event, path, depth);
  }

  private YamlNode sequence(Event start, String path, int depth) throws InvalidScenarioException {
    List<YamlNode> items = new ArrayList<>();
    Event event = next();
    while (!(event instanceof SequenceEndEvent)) {
      items.add(node(event, path + "[" + items.size() + "]", depth + 1));
      event = next();
    }
    return new YamlNode.Sequence(List.copyOf(items), at(start.getStartMark()));
  }

  private YamlNode mapping(Event start, String path, int depth) throws InvalidScenarioException {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    Event event = next();
    while (!(event instanceof MappingEndEvent)) {
      if (!(node(event, path, depth + 1) instanceof YamlNode.Scalar key)) {
        throw fatal(event, path, "has a list or mapping as a key; expected a word");
      }
      String keyPath = Value.join(path, key.text());
      YamlNode value = node(next(), keyPath, depth + 1);
      YamlNode.Entry first = entries.putIfAbsent(key.text(), new YamlNode.Entry(key, value));
      if (first != null) {
        problems.add(
            key.at(),
            keyPath,
            "is given twice, first on line " + first.key().at().line() + ": remove one of them");
      }
      event = next();
    }
    return new YamlNode.Mapping(List.copyOf(entries.values()), at(start.getStartMark()));
  }

  private void refuseCleverness(Event event, String path) throws InvalidScenarioException {
    if (event instanceof AliasEvent || (event instanceof NodeEvent n && n.getAnchor() != null)) {
      throw fatal(
          event,
          path,
          "anchors and aliases (&name, *name) are not supported: write the value out, or put it in"
              + " quotes if it is meant literally");
    }
    String tag = null;
    if (event instanceof ScalarEvent scalar) {
      tag = scalar.getTag();
    } else if (event instanceof CollectionStartEvent collection) {
      tag = collection.getTag();
    }
    if (tag != null) {
      throw fatal(
          event,
          path,
          "tags (" + Printable.quote(tag) + ") are not supported: write the plain value");
    }
  }

  private InvalidScenarioException fatal(Event event, String path, String message) {
    return Problems.fatal(file, at(event.getStartMark()), path, message, Optional.empty());
  }

  private static Position at(@Nullable Mark mark) {
    return mark == null
        ? new Position(0, 0)
        : new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String syntax(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("TAB")) {
      return "a tab stands where YAML allows only spaces: indent with spaces";
    }
    String context = e.getContext() == null ? "" : " " + e.getContext();
    return "is not YAML: " + Printable.text(problem + context, 200);
  }
}
