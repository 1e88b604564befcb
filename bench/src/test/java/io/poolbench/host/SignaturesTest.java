package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.host.Signatures.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What wipefs and blkid of util-linux 2.38.1 print. */
class SignaturesTest {
  /**
   * mkfs.ext4 -q -F -L 'my data' m.img; printf 'label: dos\n,16M\n' | sfdisk -q --wipe never m.img;
   * wipefs --no-act --json --output OFFSET,TYPE,USAGE,LABEL,UUID m.img
   */
  private static final String EXT4_AND_MBR =
      """
      {
         "signatures": [
            {
               "offset": "0x438",
               "type": "ext4",
               "usage": "filesystem",
               "label": "my data",
               "uuid": "331bc200-ab05-4ff2-bd9e-e451472f7b18"
            },{
               "offset": "0x1fe",
               "type": "dos",
               "usage": "partition-table",
               "label": null,
               "uuid": null
            }
         ]
      }
      """;

  /** The same of a file that printf 'label: gpt\n,16M\n' | sfdisk -q was run on. */
  private static final String GPT =
      """
      {
         "signatures": [
            {
               "offset": "0x200",
               "type": "gpt",
               "usage": "partition-table",
               "label": null,
               "uuid": null
            },{
               "offset": "0x3fffe00",
               "type": "gpt",
               "usage": "partition-table",
               "label": null,
               "uuid": null
            },{
               "offset": "0x1fe",
               "type": "PMBR",
               "usage": "partition-table",
               "label": null,
               "uuid": null
            }
         ]
      }
      """;

  /** The same of a file of zeros. */
  private static final String NOTHING =
      """
      {
         "signatures": [

         ]
      }
      """;

  /** blkid --probe --output export m.img. */
  private static final String BLKID =
      """
      DEVNAME=m.img
      LABEL=my\\ data
      UUID=331bc200-ab05-4ff2-bd9e-e451472f7b18
      VERSION=1.0
      BLOCK_SIZE=1024
      TYPE=ext4
      USAGE=filesystem
      PTUUID=b03ab6c5
      PTTYPE=dos
      """;

  @Test
  void readsAllThatADeviceBears() {
    assertThat(Signatures.parseWipefs(EXT4_AND_MBR))
        .containsExactly(
            new Signature(
                "ext4",
                "filesystem, label my data, UUID 331bc200-ab05-4ff2-bd9e-e451472f7b18, at 0x438"),
            new Signature("dos", "partition-table, at 0x1fe"));
  }

  @Test
  void namesEveryPlaceOfOneSignatureOnce() {
    assertThat(Signatures.parseWipefs(GPT))
        .containsExactly(
            new Signature("gpt", "partition-table, at 0x200, at 0x3fffe00"),
            new Signature("PMBR", "partition-table, at 0x1fe"));
  }

  @Test
  void readsThatADeviceBearsNothing() {
    assertThat(Signatures.parseWipefs(NOTHING)).isEmpty();
    // older ones print nothing at all
    assertThat(Signatures.parseWipefs("")).isEmpty();
    assertThat(Signatures.parseBlkid("")).isEmpty();
  }

  @Test
  void takesNoControlCharactersFromALabel() {
    assertThat(Signatures.parseWipefs(EXT4_AND_MBR.replace("my data", "my\\u001b[2Jdata")))
        .first()
        .extracting(Signature::details)
        .asString()
        .contains("label my?[2Jdata, ");
  }

  @Test
  void refusesWhatIsNoAnswer() {
    assertThatThrownBy(() -> Signatures.parseWipefs("wipefs: what?"))
        .isInstanceOf(CommandException.class)
        .hasMessage("wipefs printed no JSON: wipefs: what?");
    // an answer without the list of signatures tells nothing
    assertThatThrownBy(() -> Signatures.parseWipefs("{}")).isInstanceOf(CommandException.class);
  }

  @Test
  void readsTheTypesOfContentsAndTable() {
    assertThat(Signatures.parseBlkid(BLKID)).isEqualTo(List.of("ext4", "dos"));
    // blkid --probe --output export of a partition without contents
    assertThat(
            Signatures.parseBlkid(
                "DEVNAME=/dev/loop0p1\nPART_ENTRY_SCHEME=gpt\nPART_ENTRY_TYPE=0fc63daf\n"))
        .isEmpty();
  }
}
