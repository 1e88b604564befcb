package io.poolbench.substrate;

import io.poolbench.host.CommandException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/**
 * The table of a map over paths (Linux, drivers/md/dm-mpath.c, multipath_status).
 *
 * @param features such as {@code queue_if_no_path}
 * @param groups priority groups: the second is used when the first has no path left
 * @param selectors how each group chooses a path
 * @param paths of all groups
 */
record MultipathTable(List<String> features, int groups, List<String> selectors, int paths) {
  private static final Pattern ACTIVE = Pattern.compile("(?<= )\\d+:\\d+ A(?= |$)");

  /**
   * @param line as {@code dmsetup table} prints it
   * @throws CommandException when it is not of the target multipath
   */
  static MultipathTable parse(String line) {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    if (words.size() < 4 || !words.get(2).equals("multipath")) {
      throw new CommandException("no map over paths, but: " + line.strip());
    }
    try {
      Iterator<String> rest = words.subList(3, words.size()).iterator();
      List<String> features = take(rest, number(rest));
      take(rest, number(rest)); // the hardware handler's
      int groups = number(rest);
      number(rest); // the group to begin with
      List<String> selectors = new ArrayList<>();
      int paths = 0;
      for (int group = 0; group < groups; group++) {
        selectors.add(rest.next());
        take(rest, number(rest));
        int ofGroup = number(rest);
        take(rest, ofGroup * (1 + number(rest)));
        paths += ofGroup;
      }
      return new MultipathTable(features, groups, selectors, paths);
    } catch (NoSuchElementException | NumberFormatException e) {
      throw new CommandException("a map over paths in another form than known: " + line.strip());
    }
  }

  private static int number(Iterator<String> rest) {
    return Integer.parseInt(rest.next());
  }

  private static List<String> take(Iterator<String> rest, int count) {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(rest.next());
    }
    return taken;
  }

  /**
   * How many paths have not failed.
   *
   * @param status as {@code dmsetup status} prints it
   */
  static int active(String status) {
    return (int) ACTIVE.matcher(status).results().count();
  }

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("multipath paths", String.valueOf(paths));
    facts.put("multipath groups", String.valueOf(groups));
    facts.put("multipath selector", String.join(", ", selectors.stream().distinct().toList()));
    facts.put("multipath features", features.isEmpty() ? "none" : String.join(" ", features));
    return facts;
  }
}
