package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.backend.Filesystem;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.lease.Undoers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real mounts of real filesystems, below a folder whose name has a blank; needs root. */
class MountsIT {
  @TempDir Path folder;
  private Path run;
  private Journal journal;

  @BeforeEach
  void openTheJournal() throws Exception {
    run = folder.resolve("poolbench-my run");
    journal =
        Journal.open(
            folder.resolve("journal.jsonl"),
            new Undoers(List.of(new LoopUndoer(), new MountUndoer(), new FolderUndoer())));
    Folders.create(journal, run);
  }

  @AfterEach
  void undoWhatIsLeft() {
    assertThat(journal.releaseAll()).isEmpty();
    journal.close();
    assertThat(run).doesNotExist();
  }

  private Path disk(Filesystem filesystem) throws Exception {
    Path device =
        LoopSubstrate.create(journal, run, filesystem.minimumBytes()).place(1, "any").device();
    Mounts.makeFilesystem(filesystem.mkfs(device.toString(), filesystem.minimumBytes()));
    return device;
  }

  @Test
  void mountsAndUnmountsAFilesystem() throws Exception {
    Path device = disk(Filesystem.EXT4);
    Path mountPoint = Files.createDirectory(run.resolve("disk"));
    assertThat(Mounts.inEffect(mountPoint)).isEmpty();
    Lease mount = Mounts.mount(journal, device, "ext4", List.of(), mountPoint);
    assertThat(Mounts.inEffect(mountPoint).orElseThrow())
        .startsWith("ext4 ")
        .contains("nosuid", "nodev", "noexec");
    mount.close();
    assertThat(Mounts.inEffect(mountPoint)).isEmpty();
    new MountUndoer().undo(new Creation(MountUndoer.KIND, mountPoint.toString(), Map.of()));
  }

  @Test
  void sharesAFolder() throws Exception {
    Path mounts = Files.createDirectory(run.resolve("mounts"));
    Lease shared = Mounts.share(journal, mounts);
    String real = mounts.toRealPath().toString().replace(" ", "\\040");
    assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo")))
        .anyMatch(line -> line.contains(" " + real + " ") && line.contains(" shared:"));
    shared.close();
    assertThat(Mounts.inEffect(mounts)).isEmpty();
  }

  @Test
  void neverDeletesWhatIsMountedBelowAFolder() throws Exception {
    Path device = disk(Filesystem.EXT4);
    Path mountPoint = Files.createDirectory(run.resolve("disk"));
    Lease mount = Mounts.mount(journal, device, "ext4", List.of(), mountPoint);
    Path file = Files.writeString(mountPoint.resolve("file"), "x");
    assertThatThrownBy(
            () ->
                new FolderUndoer().undo(new Creation(FolderUndoer.KIND, run.toString(), Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("still mounted below it");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    assertThatThrownBy(
            () ->
                new FolderUndoer()
                    .undo(
                        new Creation(
                            FolderUndoer.KIND,
                            link.resolve("poolbench-my run").toString(),
                            Map.of())))
        .hasMessageContaining("still mounted below it");
    assertThat(file).exists();
    mount.close();
  }

  @Test
  void unmountsWhatWasMountedThroughALink() throws Exception {
    Path device = disk(Filesystem.EXT4);
    Files.createDirectory(run.resolve("disk"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), run);
    Lease mount = Mounts.mount(journal, device, "ext4", List.of(), link.resolve("disk"));
    assertThat(Mounts.inEffect(link.resolve("disk"))).isPresent();
    mount.close();
    assertThat(Mounts.inEffect(run.resolve("disk"))).isEmpty();
  }

  @Test
  void undoesAMountThatFailed() throws Exception {
    Path mountPoint = Files.createDirectory(run.resolve("disk"));
    assertThatThrownBy(
            () -> Mounts.mount(journal, run.resolve("no-device"), "ext4", List.of(), mountPoint))
        .hasMessageContaining("mount -t ext4");
    assertThat(journal.held()).hasSize(1);
  }

  @Test
  void takesNothingAwayThatIsInUse() throws Exception {
    Path device = disk(Filesystem.EXT4);
    Path mountPoint = Files.createDirectory(run.resolve("disk"));
    Mounts.mount(journal, device, "ext4", List.of(), mountPoint);
    Path file = mountPoint.resolve("file");
    try (RandomAccessFile user = new RandomAccessFile(file.toFile(), "rw")) {
      List<String> problems = journal.releaseAll();

      assertThat(problems).hasSize(3);
      assertThat(problems.get(0)).startsWith("cannot undo mount ").contains("busy");
      assertThat(problems.get(1)).startsWith("cannot undo loop ").contains("still in use");
      assertThat(problems.get(2)).startsWith("cannot undo folder ").contains("still mounted");
      user.writeInt(1);
      user.getFD().sync();
      assertThat(file).exists();
      assertThat(Mounts.inEffect(mountPoint)).isPresent();
    }
    assertThat(journal.releaseAll()).isEmpty();
  }

  @Test
  void deletesNoFolderWithAFileThatALoopDeviceHolds() throws Exception {
    disk(Filesystem.EXT4);
    assertThatThrownBy(
            () ->
                new FolderUndoer().undo(new Creation(FolderUndoer.KIND, run.toString(), Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("still holds a file in it");
    assertThat(run.resolve("substrate.img")).exists();
  }
}
