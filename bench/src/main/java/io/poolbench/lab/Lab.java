package io.poolbench.lab;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.LeaseException;
import io.poolbench.lease.Undoers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A disposable storage host in user space: Debian's user-mode Linux on the host's own file tree,
 * contained by bubblewrap.
 *
 * <p>What it makes on the host is one folder, noted in a journal that lies in it: {@code
 * poolbench-lab-*} in the work folder. A launcher that is killed leaves that folder and nothing
 * else, and the reaper takes it away.
 */
public final class Lab {
  private static final String PREFIX = "poolbench-lab-";

  private final Path workFolder;
  private final Path cache;
  private final Undoers undoers;

  /**
   * @param workFolder where the lab's folder is made, with its sparse disk image
   * @param cache folder in which is kept what libvirt learnt of QEMU
   */
  public Lab(Path workFolder, Path cache, Undoers undoers) {
    this.workFolder = workFolder;
    this.cache = cache;
    this.undoers = undoers;
  }

  /**
   * Runs a job in a lab of its own. Interrupted, it has the job told by SIGTERM to end, gives it
   * time for that, and returns with the thread's interrupt set.
   *
   * @return the job's exit status
   * @throws LabException when the lab does not start, dies or does not end
   * @throws InterruptedException when it was interrupted before the job had begun
   */
  public int run(LabJob job, Streams streams) throws IOException, InterruptedException {
    SharedFolders shared = SharedFolders.of(job.writable(), job.readable());
    Optional<Path> unmountable = shared.unmountable();
    if (unmountable.isPresent()) {
      throw new LabException(
          "the lab cannot mount "
              + unmountable.get()
              + ": there is a comma, a backslash or a line end in its name; use another folder");
    }
    Files.createDirectories(workFolder);
    Path own = Files.createTempDirectory(workFolder.toRealPath(), PREFIX);
    try (Journal journal = Journal.open(own.resolve("journal.jsonl"), undoers)) {
      note(journal, own);
      int status;
      List<String> left;
      try {
        status = run(own.resolve("share"), job, shared, streams);
      } finally {
        left = journal.releaseAll();
      }
      if (!left.isEmpty()) {
        throw new LabException(String.join("; ", left) + " (try: poolbench cleanup)");
      }
      return status;
    }
  }

  private int run(Path share, LabJob job, SharedFolders shared, Streams streams)
      throws IOException, InterruptedException {
    LabFolder folder = LabFolder.create(share, job, shared, streams);
    QemuCapabilities capabilities = QemuCapabilities.of(cache, job.layer());
    capabilities.giveTo(folder);
    List<String> command =
        new ArrayList<>(
            Bubblewrap.command(
                LabRequirements.isRoot(), job.memoryBytes(), folder.path(), job.layer(), shared));
    command.addAll(
        LabKernel.command(
            job.memoryBytes(),
            streams.terminal() == Streams.Kind.SHELL,
            ProcessorState.library(folder)));
    LabProcess process = LabProcess.start(command, streams);
    try {
      int status = new LabWatch(process, folder).untilItEnds();
      capabilities.takeFrom(folder);
      return status;
    } finally {
      process.kill();
    }
  }

  private static void note(Journal journal, Path own) throws IOException {
    try {
      journal.acquire(new Creation("folder", own.toString(), Map.of()), () -> own);
    } catch (LeaseException | IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
