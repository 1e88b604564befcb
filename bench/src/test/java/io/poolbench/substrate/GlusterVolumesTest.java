package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlusterVolumesTest {
  /** Lines of {@code gluster --mode=script volume get poolbench all} in a lab (glusterfs 10.3). */
  private static final String SHOWN =
      """
      Option                                   Value                                   \s
      ------                                   -----                                   \s
      cluster.lookup-unhashed                  on (DEFAULT)                            \s
      performance.cache-priority                (DEFAULT)                              \s
      performance.flush-behind                 on (DEFAULT)                            \s
      performance.nfs.flush-behind             off (DEFAULT)                           \s
      performance.strict-o-direct              off (DEFAULT)                           \s
      performance.write-behind-pass-through    false (DEFAULT)                         \s
      network.remote-dio                       disable (DEFAULT)                       \s
      performance.write-behind                 on                                      \s
      features.shard                           off                                     \s
      """;

  @Test
  void tellsTheOptionsThatDecideWhereAWriteIs() {
    assertThat(GlusterVolumes.options(SHOWN))
        .isEqualTo(
            "features.shard=off network.remote-dio=disable performance.flush-behind=on"
                + " performance.strict-o-direct=off performance.write-behind=on");
  }
}
