package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Undoers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real loop devices; needs root. */
class LoopSubstrateIT {
  private static final long SIZE = 32L << 20;

  @TempDir Path folder;
  private Journal journal;

  @BeforeEach
  void openTheJournal() {
    journal = Journal.open(folder.resolve("journal.jsonl"), new Undoers(List.of(new LoopUndoer())));
  }

  @AfterEach
  void undoWhatIsLeft() {
    assertThat(journal.releaseAll()).isEmpty();
    journal.close();
  }

  private static String size(Path device) throws Exception {
    return Command.check("blockdev", "--getsize64", device.toString()).text();
  }

  @Test
  void isAWholeDeviceThatBypassesThePageCache() throws Exception {
    LoopSubstrate substrate = LoopSubstrate.create(journal, folder, SIZE);
    String name = String.valueOf(substrate.place(1, "any").device().getFileName());
    assertThat(substrate.place(1, "any").device().toString()).startsWith("/dev/loop");
    assertThat(size(substrate.place(1, "any").device())).isEqualTo("" + SIZE);
    assertThat(Files.readString(Path.of("/sys/block", name, "loop/dio")).strip()).isEqualTo("1");
    assertThat(substrate.facts())
        .containsEntry("kind", "loop file")
        .containsEntry("size", "32 MiB")
        .containsEntry("direct I/O", "on");
  }

  @Test
  void leavesNoExtentUnwritten() throws Exception {
    LoopSubstrate.create(journal, folder, SIZE);
    Path file = folder.resolve("substrate.img");
    assertThat(Command.check("filefrag", "-v", file.toString()).output())
        .contains("extent")
        .doesNotContain("unwritten");
    assertThat(
            Command.check(
                    "qemu-img",
                    "map",
                    "--force-share",
                    "--output=json",
                    "-f",
                    "raw",
                    file.toString())
                .text())
        .doesNotContain("\"data\": false");
  }

  @Test
  void wipesTableAndPartitions() throws Exception {
    LoopSubstrate substrate = LoopSubstrate.create(journal, folder, SIZE);
    String device = substrate.place(1, "any").device().toString();
    Command.check("parted", "-s", device, "mklabel", "gpt", "mkpart", "p", "1MiB", "20MiB");
    Command.check("partx", "--update", device);
    Path partition =
        Path.of("/sys/class/block", substrate.place(1, "any").device().getFileName() + "p1");
    assertThat(partition).exists();
    substrate.blank(substrate.place(1, "any"));
    assertThat(partition).doesNotExist();
    assertThat(Command.check("wipefs", device).text()).isEmpty();
    substrate.blank(substrate.place(1, "any"));
  }

  @Test
  void isDetachedOnceAndAgain() throws Exception {
    LoopSubstrate.create(journal, folder, SIZE);
    Path file = folder.resolve("substrate.img").toRealPath();
    assertThat(LoopDevices.behind(file)).hasSize(1);
    Creation creation = new Creation(LoopUndoer.KIND, file.toString(), Map.of());
    new LoopUndoer().undo(creation);
    assertThat(LoopDevices.behind(file)).isEmpty();
    new LoopUndoer().undo(creation);
  }

  @Test
  void isDetachedWhenItsFolderWasNamedByALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    LoopSubstrate.create(journal, link, SIZE);
    Path file = folder.resolve("substrate.img").toRealPath();
    assertThat(LoopDevices.behind(file)).hasSize(1);
    assertThat(journal.releaseAll()).isEmpty();
    assertThat(LoopDevices.behind(file)).isEmpty();
  }

  @Test
  void isDetachedEvenWhenItsFileIsGone() throws Exception {
    LoopSubstrate.create(journal, folder, SIZE);
    Path file = folder.resolve("substrate.img").toRealPath();
    Files.delete(file);
    assertThat(journal.releaseAll()).isEmpty();
    assertThat(LoopDevices.behind(file)).isEmpty();
  }

  @Test
  void staysWhileAVolumeGroupHasIt() throws Exception {
    Path device = LoopSubstrate.create(journal, folder, SIZE).place(1, "any").device();
    assertThat(LvmLabel.isOn(device)).isFalse();
    Command.check("pvcreate", "--yes", "--quiet", device.toString());

    assertThat(journal.releaseAll())
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains(device + " belongs to a volume group that was left");

    assertThat(Files.readString(Path.of("/sys/block", device.getFileName() + "/loop/backing_file")))
        .contains("substrate.img");
    Command.check("pvremove", "--yes", "--quiet", device.toString());
    assertThat(LvmLabel.isOn(device)).isFalse();
  }
}
