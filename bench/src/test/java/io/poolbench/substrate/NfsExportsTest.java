package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NfsExportsTest {
  /** Line of {@code cat /proc/fs/nfsd/exports} in a lab, Linux 6.1, after a mount of version 3. */
  private static final String LINE =
      "/srv/poolbench\t127.0.0.1(rw,no_root_squash,sync,wdelay,no_subtree_check,fsid=0,"
          + "uuid=2b5a0b0a:9d6c4f0e:8a7f3b1c:5d4e2f10,sec=1) # 127.0.0.1";

  @Test
  void readsTheOptionsWithoutTheFilesystemsIdentity() {
    assertThat(NfsExports.options(LINE))
        .isEqualTo("rw,no_root_squash,sync,wdelay,no_subtree_check,fsid=0,sec=1");
  }
}
