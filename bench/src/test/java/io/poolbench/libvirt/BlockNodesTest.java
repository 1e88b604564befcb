package io.poolbench.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockNodesTest {
  private static final String DIRECT = "direct=true writeback=true no-flush=false";

  @Test
  void readsWhatTookEffectForAQcow2Image() {
    assertThat(BlockNodes.parse(Resource.text("nodes-qcow2.json")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "QEMU format driver", "qcow2",
                "QEMU format cache", DIRECT,
                "QEMU format detect-zeroes", "off",
                "image cluster size", "65536",
                "image compat", "1.1",
                "image subclusters", "off",
                "QEMU protocol driver", "file",
                "QEMU protocol cache", DIRECT,
                "QEMU protocol detect-zeroes", "off"));
  }

  @Test
  void readsWhatTookEffectForARawImage() {
    assertThat(BlockNodes.parse(Resource.text("nodes-raw.json")))
        .containsEntry("QEMU format driver", "raw")
        .containsEntry("QEMU protocol driver", "file")
        .doesNotContainKey("image cluster size");
  }

  @Test
  void hasNothingToSayOfAGuestWithoutDisk() {
    assertThat(BlockNodes.parse("{\"return\":[],\"id\":\"libvirt-1\"}")).isEmpty();
  }

  @Test
  void quotesAnAnswerThatIsNoJson() {
    assertThatThrownBy(() -> BlockNodes.parse("error: monitor is busy"))
        .isInstanceOf(HypervisorException.class)
        .hasMessageContaining("monitor is busy");
  }
}
