package io.poolbench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed to bubblewrap, to the kernel and to the stages' scripts. */
class LabCommandLinesTest {
  private static final Map<Path, String> NONE = Map.of();

  @TempDir private Path folder;

  private static LabJob job(String... command) {
    return new LabJob(
        List.of(command),
        Map.of("HOME", "/root", "NOTE", "it's a 'quote'\nand a line"),
        Path.of("/srv/with blank"),
        List.of(),
        List.of(),
        3L << 30,
        5L << 20,
        true,
        Set.of(LabService.NFS, LabService.UDEV),
        null);
  }

  @Test
  void mountsTheHostReadOnlyBeforeAnythingElse() {
    List<String> command =
        Bubblewrap.command(true, 1L << 30, Path.of("/w/share"), null, new SharedFolders(NONE));

    assertThat(command).startsWith("setsid", "bwrap", "--ro-bind", "/", "/", "--dev", "/dev");
    assertThat(command).endsWith("--bind", "/w/share", "/run/poolbench-lab");
    assertThat(command).containsOnlyOnce("--bind").doesNotContain("--dev-bind");
  }

  @Test
  void endsWithItsParentInANamespaceOfItsOwn() {
    assertThat(Bubblewrap.container(false, 1L << 30))
        .contains("--unshare-pid", "--unshare-net", "--die-with-parent", "--new-session");
  }

  @Test
  void leavesRootNoCapabilityToMount() {
    assertThat(String.join(" ", Bubblewrap.container(true, 1L << 30)))
        .endsWith("--cap-drop ALL --cap-add CAP_DAC_OVERRIDE");
    assertThat(Bubblewrap.container(false, 1L << 30)).doesNotContain("--cap-add", "--cap-drop");
  }

  @Test
  void letsTheKernelsMemoryFillMoreThanHalfOfTheMachines() {
    assertThat(String.join(" ", Bubblewrap.container(true, 1L << 30)))
        .contains("--size 1140850688 --tmpfs /dev/shm");
  }

  @Test
  void sharesWritableFoldersAndThoseThatWouldBeEmpty() throws IOException {
    Path writable = Files.createDirectory(folder.resolve("results")).toRealPath();
    Path run = Path.of("/run");

    SharedFolders shared = SharedFolders.of(List.of(writable), List.of(folder, run));

    assertThat(shared.text()).isEqualTo("rw " + writable + "\n");
    assertThat(Bubblewrap.command(true, 1L << 30, folder, null, shared))
        .containsSubsequence("--bind", writable.toString(), writable.toString());
  }

  @Test
  void bindsTheLayerOfPackagesReadOnlyUnderAFixedName() {
    assertThat(
            Bubblewrap.command(
                true,
                1L << 30,
                Path.of("/w/share"),
                Path.of("/c/layer-1/root"),
                new SharedFolders(NONE)))
        .containsSubsequence("--ro-bind", "/c/layer-1/root", "/run/poolbench-layer");
  }

  @Test
  void ordersOuterFoldersBeforeInnerOnes() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b")).toRealPath();

    SharedFolders shared = SharedFolders.of(List.of(inner, folder.toRealPath()), List.of());

    assertThat(shared.modes().keySet()).containsExactly(folder.toRealPath(), inner);
  }

  @Test
  void knowsAFolderThatNoMountOptionCanName() {
    assertThat(new SharedFolders(Map.of(Path.of("/a,ro"), "rw")).unmountable()).isPresent();
    assertThat(new SharedFolders(Map.of(Path.of("/a b"), "rw")).unmountable()).isEmpty();
  }

  @Test
  void givesAJobPipesAndAShellTheTerminal() {
    assertThat(LabKernel.command(3L << 30, false, Optional.empty()))
        .contains("mem=3072M", "ssl0=null,fd:4", "ssl1=null,fd:5", "ssl2=fd:0,null");
    assertThat(LabKernel.command(3L << 30, true, Optional.empty()))
        .contains("ssl0=fd:0,fd:4", "ssl2=null");
  }

  @Test
  void putsNoPathOfTheHostOnTheKernelsCommandLine() {
    assertThat(LabKernel.command(3L << 30, false, Optional.empty()))
        .allMatch(
            word ->
                !word.contains("=/")
                    || word.contains("=/run/poolbench-lab/")
                    || word.equals("rootflags=/"));
  }

  @Test
  void becomesTheCommandWhateverIsInItsWords() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("job"),
            LabFolder.job(job("printf", "%s|", "a b", "$(id)", "it's", "", "*"))
                .replace("/srv/with blank", folder.toString()));

    Process shell = new ProcessBuilder("/bin/sh", script.toString()).start();

    assertThat(new String(shell.getInputStream().readAllBytes())).isEqualTo("a b|$(id)|it's||*|");
    assertThat(shell.waitFor()).isZero();
  }

  @Test
  void passesTheEnvironmentOnVerbatim() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("job"),
            LabFolder.job(job("printenv", "NOTE")).replace("/srv/with blank", folder.toString()));

    Process shell = new ProcessBuilder("/bin/sh", script.toString()).start();

    assertThat(new String(shell.getInputStream().readAllBytes()))
        .isEqualTo("it's a 'quote'\nand a line\n");
  }

  @Test
  void writesAllThatALabNeedsAndASparseDisk() throws IOException {
    LabFolder lab =
        LabFolder.create(
            folder.resolve("share"),
            job("true"),
            new SharedFolders(NONE),
            Streams.pipes(System.out, System.err));

    assertThat(lab.path().resolve("init")).isExecutable();
    assertThat(lab.path().resolve("stage2")).content().contains("stage job");
    assertThat(lab.path().resolve("disk.img")).hasSize(5L << 20);
    assertThat(lab.path().resolve("settings"))
        .content()
        .contains(
            "LIBVIRT=yes\n", "SERVICES='udev nfs'\n", "OUTPUT=pipe\n", "ROWS=24\n", "COLS=80\n");
    assertThat(lab.status()).isEmpty();
    assertThat(Stage.of(lab.path())).isEqualTo(Stage.START);
  }
}
