package io.poolbench.host;

import static io.poolbench.host.TestDisk.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What disks bear and what they are, on real loop devices; needs root. */
class DeviceGuardIT {
  private static final String ID = "ata-TEST_DISK_1";
  private static final long SIZE = 32L * MIB;

  @TempDir Path folder;
  private final Undoing undoing = new Undoing();
  private DeviceGuard guard;

  @BeforeEach
  void lookAtTheTestsOwnNames() {
    guard = new DeviceGuard(TestDisk.names(folder));
  }

  @AfterEach
  void detach() {
    undoing.close();
  }

  static List<Precious> precious() {
    return Precious.all();
  }

  private TestDisk blank(long bytes) throws Exception {
    return undoing.add(TestDisk.blank(folder, ID, bytes));
  }

  private List<String> refusals(TestDisk disk, String... overwrite) throws Exception {
    return guard.inspect(disk.name, MIB).refusals(Set.of(overwrite));
  }

  @ParameterizedTest(name = "refuses {0}, leaves it as it is, and lets it pass when told by name")
  @MethodSource("precious")
  void refusesPreciousContents(Precious precious) throws Exception {
    TestDisk disk = blank(precious.mebibytes() * MIB);
    precious.maker().on(disk);
    String before = disk.digest();

    List<String> refusals = refusals(disk);

    assertThat(String.join("\n", refusals)).contains(precious.bears());
    assertThat(refusals)
        .allSatisfy(
            refusal ->
                assertThat(refusal)
                    .startsWith(disk.node.toString())
                    .endsWith("if nothing on it is needed any more, say --overwrite=" + ID));
    assertThatThrownBy(() -> guard.clear(disk.name, MIB, Set.of("another-disk")))
        .isInstanceOf(DeviceRefusedException.class)
        .hasMessageContaining(precious.bears().get(0));
    assertThat(refusals(disk, ID)).isEmpty();
    assertThat(guard.clear(disk.name, MIB, Set.of(disk.name.toString())).identity().node())
        .isEqualTo(disk.node);
    assertThat(disk.digest()).isEqualTo(before);
  }

  @Test
  void acceptsADiskOfZeros() throws Exception {
    TestDisk disk = blank(SIZE);
    String before = disk.digest();
    assertThat(refusals(disk)).isEmpty();
    Clearance clearance = guard.clear(disk.name, SIZE, Set.of());
    assertThat(clearance.identity().sizeBytes()).isEqualTo(SIZE);
    assertThat(clearance.identity().diskSequence()).isPositive();
    assertThat(clearance.identity().model())
        .isEqualTo("loop device over " + disk.file.toRealPath());
    clearance.verify();
    assertThat(disk.digest()).isEqualTo(before);
  }

  @Test
  void acceptsADiskThatWasDiscarded() throws Exception {
    TestDisk disk = blank(SIZE);
    disk.writeNoise(0, SIZE);
    assertThat(refusals(disk)).isNotEmpty();
    Command.check("blkdiscard", disk.node.toString());
    assertThat(refusals(disk)).isEmpty();
  }

  @Test
  void acceptsADiskWipedAtBothEndsThatIsFullOfNoiseBetween() throws Exception {
    TestDisk disk = blank(SIZE);
    disk.writeNoise(0, SIZE);
    disk.write(0, new byte[MIB]);
    assertThat(refusals(disk)).isNotEmpty();
    disk.write(SIZE - MIB, new byte[MIB]);
    assertThat(refusals(disk)).isEmpty();
  }

  @Test
  void acceptsADiskWhoseSignaturesWipefsTookAway() throws Exception {
    TestDisk disk = blank(SIZE);
    Precious.table(disk, "label: gpt\n");
    assertThat(refusals(disk)).isNotEmpty();
    Command.check("wipefs", "--all", "--quiet", disk.node.toString());
    // the rest of an empty table: its header's other fields and no entry
    assertThat(refusals(disk)).singleElement().asString().contains("poolbench does not know");
  }

  @Test
  void namesEverythingThatADiskBears() throws Exception {
    TestDisk disk = blank(SIZE);
    Command.check("mkswap", "-q", disk.node.toString());
    Superblocks.drbd(disk);
    assertThat(refusals(disk))
        .hasSize(2)
        .anyMatch(refusal -> refusal.contains("bears swap"))
        .anyMatch(refusal -> refusal.contains("bears drbd"));
    assertThat(guard.inspect(disk.name, MIB).contents())
        .hasSize(2)
        .noneMatch(content -> content.contains("--overwrite"));
  }

  @Test
  void refusesAReadOnlyDiskWhateverIsOverwritten() throws Exception {
    Path file = TestDisk.sparse(folder.resolve("ro.img"), SIZE);
    TestDisk disk = undoing.add(TestDisk.over(folder, ID, file, "--read-only"));
    assertThat(refusals(disk, ID)).singleElement().asString().contains("is read-only; ");
  }

  @Test
  void refusesADiskThatIsTooSmallWhateverIsOverwritten() throws Exception {
    TestDisk disk = blank(SIZE);
    assertThat(guard.inspect(disk.name, SIZE).refusals(Set.of())).isEmpty();
    assertThat(guard.inspect(disk.name, SIZE + 1).refusals(Set.of(ID)))
        .singleElement()
        .asString()
        .contains("has 33554432 bytes, and 33554433 are needed");
  }

  @Test
  void refusesADiskThatFailsToReadWhateverIsOverwritten() throws Exception {
    TestDisk disk = blank(SIZE);
    Command.check("mkswap", "-q", disk.node.toString());
    try (RandomAccessFile file = new RandomAccessFile(disk.file.toFile(), "rw")) {
      // what lies beyond the end of its file a loop device cannot read
      file.setLength(SIZE / 2);
    }
    assertThat(refusals(disk, ID))
        .isNotEmpty()
        .allMatch(refusal -> refusal.contains("what " + disk.node + " bears is not known"))
        .anyMatch(refusal -> refusal.contains("Input/output error"));
  }
}
