package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NfsExportsTest {
  /**
   * {@code cat /proc/fs/nfsd/exports} in a lab (Linux 6.1), after {@code exportfs -o
   * rw,sync,no_root_squash,no_subtree_check,fsid=0 127.0.0.1:/export} and a mount of version 4.2.
   */
  private static final String LINE =
      "/export\t127.0.0.1(rw,no_root_squash,sync,wdelay,no_subtree_check,fsid=0,sec=1)";

  @Test
  void readsTheOptionsAsTheKernelHasThem() {
    assertThat(NfsExports.options(LINE))
        .isEqualTo("rw,no_root_squash,sync,wdelay,no_subtree_check,fsid=0,sec=1");
  }
}
