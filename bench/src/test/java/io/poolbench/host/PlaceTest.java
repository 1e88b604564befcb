package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {
  @Test
  void knowsTheLabByItsProcessor() {
    // ./poolbench lab run -- head -4 /proc/cpuinfo
    String lab =
        """
        processor\t: 0
        vendor_id\t: User Mode Linux
        model name\t: UML
        mode\t\t: skas
        """;
    // head -2 /proc/cpuinfo
    String machine = "processor\t: 0\nvendor_id\t: GenuineIntel\n";

    assertThat(Place.of(lab)).isEqualTo(Place.LAB);
    assertThat(Place.of(machine)).isEqualTo(Place.LOCAL);
    assertThat(Place.here()).isEqualTo(Place.LOCAL);
  }

  @Test
  void namesTheJournalsApartSinceALabsLockIsNotSeenOutside() {
    assertThat(Place.LOCAL.journal()).isEqualTo("journal.jsonl");
    assertThat(Place.LAB.journal()).isNotEqualTo("journal.jsonl");
  }
}
