package io.poolbench.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which recorded facts must be the same when a run is resumed, or compared with another, and why:
 * the one list of them. A fact that is not listed must be equal.
 */
public final class MatteringFacts {
  /** Name of the guest's fact that identifies all of it but its kernel. */
  public static final String INITRD = "appliance initrd SHA-256";

  private static final double MEMORY_TOLERANCE = 0.01;

  /** Before the facts of each device where a run has several. */
  private static final String OF_ONE_OF_SEVERAL = "^device \\d+ ";

  static final String UNKNOWN = "not recorded";

  /** When a fact is the same. */
  enum Rule {
    EQUAL,
    /** A number that may differ by 1 %, such as {@code 24684092 kB}. */
    WITHIN_ONE_PERCENT,
    IGNORED
  }

  /**
   * A fact by its name in {@code run.json}.
   *
   * @param reason why it must be the same, or need not be
   */
  record Fact(String name, Rule rule, String reason) {}

  /** Facts of the host and of what guests are run with. */
  static final List<Fact> HOST =
      List.of(
          equal("poolbench", "another version may measure in another way"),
          equal("accelerator", "emulated figures do not compare with those of KVM"),
          equal("processor", "another processor is another machine"),
          equal("processors online", "guests, QEMU's threads and the kernel share them"),
          new Fact(
              "memory",
              Rule.WITHIN_ONE_PERCENT,
              "what the kernel keeps for itself moves a little from boot to boot"),
          equal("NUMA nodes", "memory and devices may be farther away"),
          equal("kernel", "its block layer, filesystems and loop driver are under test"),
          equal("virtualised itself", "a hypervisor below adds its own storage and scheduling"),
          equal("frequency governor", "it sets how fast the processor runs between I/Os"),
          equal("turbo", "it sets how fast the processor runs"),
          equal("SMT", "siblings share a core"),
          equal("mitigations", "they make each system call and exit of a guest dearer"),
          equal("transparent huge pages", "they change the cost of a guest's memory"),
          equal("clock source", "fio reads the clock for every I/O"),
          equal("libvirt", "it builds the guest and its disk"),
          equal("QEMU", "its block layer is under test"),
          equal("guest kernel", "its block layer and virtio driver are under test"),
          equal("guest fio", "it measures"),
          equal("appliance initrd SHA-256", "it is all else that runs in the guest"),
          ignored("distribution", "what of it runs has its own version here; its name may move on"),
          ignored(
              HostFingerprint.LOAD, "it is another one at every moment; each trial has evidence"),
          ignored("JDK", "it measures nothing: fio does, in the guest"));

  /** Facts of the substrate. */
  static final List<Fact> SUBSTRATE =
      List.of(ignored("device", "the kernel gives out the numbers of devices as they come"));

  private MatteringFacts() {}

  private static Fact equal(String name, String reason) {
    return new Fact(name, Rule.EQUAL, reason);
  }

  private static Fact ignored(String name, String reason) {
    return new Fact(name, Rule.IGNORED, reason);
  }

  /** The host as a run recorded it. */
  public static Map<String, String> host(RunRecord run) {
    String initrd = run.guest().getOrDefault(INITRD, UNKNOWN);
    return host(run.poolbenchVersion(), run.accelerator(), initrd, run.host());
  }

  /**
   * A host, and what guests are run with on it.
   *
   * @param version poolbench's
   * @param initrd digest of the guest's
   */
  public static Map<String, String> host(
      String version, Accelerator accelerator, String initrd, HostFingerprint host) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("poolbench", version);
    all.put("accelerator", accelerator.label());
    all.putAll(host.facts());
    all.put(INITRD, initrd);
    return all;
  }

  /** What of two hosts differs and matters, with both values. */
  public static List<String> ofHosts(
      Map<String, String> one, Map<String, String> other, Sides sides) {
    return differences(HOST, one, other, sides);
  }

  /** What of two substrates differs and matters, with both values. */
  public static List<String> ofSubstrates(
      Map<String, String> one, Map<String, String> other, Sides sides) {
    return differences(SUBSTRATE, one, other, sides);
  }

  private static List<String> differences(
      List<Fact> facts, Map<String, String> one, Map<String, String> other, Sides sides) {
    Set<String> names = new LinkedHashSet<>(one.keySet());
    names.addAll(other.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String before = one.getOrDefault(name, UNKNOWN);
      String after = other.getOrDefault(name, UNKNOWN);
      if (!isSame(ruleOf(facts, name), before, after)) {
        differences.add(sides.differ(name, before, after));
      }
    }
    return differences;
  }

  private static Rule ruleOf(List<Fact> facts, String name) {
    return facts.stream()
        .filter(fact -> fact.name().equals(name.replaceFirst(OF_ONE_OF_SEVERAL, "")))
        .map(Fact::rule)
        .findFirst()
        .orElse(Rule.EQUAL);
  }

  private static boolean isSame(Rule rule, String before, String after) {
    if (rule == Rule.IGNORED || before.equals(after)) {
      return true;
    }
    if (rule == Rule.EQUAL) {
      return false;
    }
    Optional<Double> first = number(before);
    Optional<Double> second = number(after);
    return first.isPresent()
        && second.isPresent()
        && Math.abs(first.get() - second.get()) <= MEMORY_TOLERANCE * first.get();
  }

  private static Optional<Double> number(String text) {
    return text.matches("\\d{1,15} kB")
        ? Optional.of(Double.valueOf(text.substring(0, text.indexOf(' '))))
        : Optional.empty();
  }
}
