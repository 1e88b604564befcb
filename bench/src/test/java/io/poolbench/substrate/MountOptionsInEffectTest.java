package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountOptionsInEffectTest {
  /** {@code /proc/self/mounts} of a client of nfsd in 700 MiB of memory, asked for 1 MiB. */
  private static final List<String> SHOWN =
      List.of(
          ("rw,relatime,vers=4.2,rsize=131072,wsize=131072,namlen=255,hard,proto=tcp,nconnect=2,"
                  + "timeo=600,retrans=2,sec=sys,clientaddr=127.0.0.1,local_lock=none,addr=127.0.0.1")
              .split(","));

  @Test
  void isContentWithWhatTookEffect() {
    assertThat(
            Mounts.missing(
                SHOWN, List.of("vers=4.2", "rsize=131072", "wsize=131072", "nconnect=2", "hard")))
        .isEmpty();
    assertThat(Mounts.missing(SHOWN, List.of("vers=4"))).isEmpty();
  }

  @Test
  void namesWhatServerAndClientSettledForInstead() {
    assertThat(
            Mounts.missing(
                SHOWN, List.of("rsize=1048576", "wsize=131072", "nconnect=4", "vers=4.1", "sync")))
        .containsExactly(
            "rsize=1048576 (but rsize=131072)",
            "nconnect=4 (but nconnect=2)",
            "vers=4.1 (but vers=4.2)",
            "sync");
  }

  @Test
  void takesNoNumberForAnother() {
    assertThat(Mounts.missing(SHOWN, List.of("rsize=13107", "nconnect=22")))
        .containsExactly("rsize=13107 (but rsize=131072)", "nconnect=22 (but nconnect=2)");
    assertThat(Mounts.missing(List.of(), List.of("hard"))).containsExactly("hard");
  }
}
