package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Faults at random moments of real runs: afterwards nothing is left, nothing finished is lost, and
 * {@code resume} completes the run. Takes about half an hour with the default number of moments; by
 * name:
 *
 * <pre>
 * ./poolbench test -Dit.test=KillSoak -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.haltOnFailure=false
 * </pre>
 *
 * {@code -Dpoolbench.moments=N} and {@code -Dpoolbench.soakSeed=N} say how many and which; figures
 * go to {@code target/kill-soak.csv}.
 */
class KillSoak {
  private static final Path FIGURES = Path.of("target/kill-soak.csv");

  /** Longer than such a run takes, so that its very end is hit, too. */
  private static final int LONGEST_MILLIS = 20_000;

  @Test
  void survivesFaultsAtRandomMoments() throws Exception {
    soak(
        Integer.getInteger("poolbench.moments", 60),
        Long.getLong("poolbench.soakSeed", System.nanoTime()));
  }

  /** Each kind of fault in turn, each at a moment drawn anew. */
  static void soak(int moments, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    System.out.println("kill soak: " + moments + " moments, seed " + seed);
    Files.writeString(FIGURES, SoakedRun.Figures.HEADER + "\n");
    Map<Fault, Integer> count = new EnumMap<>(Fault.class);
    try (Sandbox sandbox = new Sandbox();
        OwnLibvirt libvirt = new OwnLibvirt(Files.createDirectory(sandbox.root().resolve("own")))) {
      for (int i = 0; i < moments; i++) {
        Fault fault = Fault.values()[i % Fault.values().length];
        int moment = random.nextInt(LONGEST_MILLIS);
        // a name that no other soak's runs have, so that two can go on at once
        String name = "soak-" + ProcessHandle.current().pid() + "-" + (i + 1);
        SoakedRun run = new SoakedRun(sandbox, libvirt, name);
        SoakedRun.Figures figures = run.survive(fault, moment);
        append(figures.line());
        System.out.println(figures.line());
        count.merge(fault, 1, Integer::sum);
      }
    }
    System.out.printf(Locale.ROOT, "survived: %s%n", count);
    assertThat(count.values().stream().mapToInt(n -> n).sum()).isEqualTo(moments);
  }

  private static void append(String line) throws IOException {
    Files.writeString(FIGURES, line + "\n", StandardOpenOption.APPEND);
  }
}
