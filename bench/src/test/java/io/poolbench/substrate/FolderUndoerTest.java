package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Undoers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderUndoerTest {
  @TempDir Path folder;

  private static void undo(Path path) throws IOException {
    new FolderUndoer().undo(new Creation(FolderUndoer.KIND, path.toString(), Map.of()));
  }

  @Test
  void deletesAFolderWithItsContentTwiceOver() throws Exception {
    Path run = Files.createDirectories(folder.resolve("poolbench-run/mounts/disk"));
    Files.writeString(run.resolve("file"), "x");
    undo(folder.resolve("poolbench-run"));
    undo(folder.resolve("poolbench-run"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFolderThatNoRunMakes() throws Exception {
    Path mine = Files.createDirectory(folder.resolve("photos"));
    Files.writeString(mine.resolve("file"), "x");
    assertThatThrownBy(() -> undo(mine))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not made by a run");
    assertThat(mine.resolve("file")).exists();
  }

  @Test
  void deletesALinkInItAndNotWhatItPointsTo() throws Exception {
    Path mine = Files.createDirectory(folder.resolve("photos"));
    Files.writeString(mine.resolve("file"), "x");
    Path run = Files.createDirectory(folder.resolve("poolbench-run"));
    Files.createSymbolicLink(run.resolve("link"), mine);
    undo(run);
    assertThat(run).doesNotExist();
    assertThat(mine.resolve("file")).exists();
  }

  @Test
  void doesNotFollowALinkInItsPlace() throws Exception {
    Path mine = Files.createDirectory(folder.resolve("photos"));
    Files.writeString(mine.resolve("file"), "x");
    undo(Files.createSymbolicLink(folder.resolve("poolbench-run"), mine));
    assertThat(mine.resolve("file")).exists();
  }

  private static final Undoers UNDOERS = new Undoers(List.of(new FolderUndoer()));

  private Journal journal(String name) {
    return Journal.open(folder.resolve(name), UNDOERS);
  }

  @Test
  void doesNotDeleteTheFolderOfAnotherRunOfTheSameName() throws Exception {
    Path run = folder.resolve("poolbench-run");
    try (Journal theirs = journal("theirs.jsonl");
        Journal ours = journal("ours.jsonl")) {
      Folders.create(theirs, run);
      Files.writeString(run.resolve("substrate.img"), "x");

      assertThatThrownBy(() -> Folders.create(ours, run))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(run.toString(), "is there already");

      assertThat(ours.held()).isEmpty();
      assertThat(run.resolve("substrate.img")).exists();
      assertThat(theirs.releaseAll()).isEmpty();
    }
    assertThat(run).doesNotExist();
  }

  @Test
  void doesNotDeleteWhatTookItsPlace() throws Exception {
    Path run = folder.resolve("poolbench-run");
    try (Journal journal = journal("ours.jsonl")) {
      Folders.create(journal, run);
      Files.writeString(run.resolve(FolderUndoer.MARK), "another's");
      assertThat(journal.releaseAll()).singleElement().asString().contains("another run made it");
      assertThat(run).exists();
      Files.delete(run.resolve(FolderUndoer.MARK));
      Files.writeString(run.resolve("file"), "x");
      assertThat(journal.releaseAll()).hasSize(1);
      assertThat(run.resolve("file")).exists();
    }
  }

  @Test
  void takesUpADeletionThatWasCutShort() throws Exception {
    Path run = folder.resolve("poolbench-run");
    try (Journal journal = journal("ours.jsonl")) {
      Folders.create(journal, run);
      Files.delete(run.resolve(FolderUndoer.MARK));
      assertThat(journal.releaseAll()).isEmpty();
    }
    assertThat(run).doesNotExist();
  }
}
