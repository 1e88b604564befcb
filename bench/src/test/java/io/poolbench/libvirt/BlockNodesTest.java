package io.poolbench.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "image encryption", "off",
                "QEMU protocol driver", "file",
                "QEMU protocol cache", DIRECT,
                "QEMU protocol detect-zeroes", "off"));
  }

  @Test
  void readsWhatTookEffectForARawImage() {
    assertThat(BlockNodes.parse(Resource.text("nodes-raw.json")))
        .containsEntry("QEMU format driver", "raw")
        .containsEntry("QEMU protocol driver", "file")
        .containsEntry("image encryption", "off")
        .doesNotContainKey("image cluster size");
  }

  @ParameterizedTest
  @CsvSource({"nodes-luks.json, luks", "nodes-qcow2-luks.json, qcow2"})
  void readsThatAnImageIsEncryptedAndHow(String answer, String driver) {
    assertThat(BlockNodes.parse(Resource.text(answer)))
        .containsEntry("QEMU format driver", driver)
        .containsEntry("image encryption", "luks")
        .containsEntry("image cipher", "aes-256-xts");
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
