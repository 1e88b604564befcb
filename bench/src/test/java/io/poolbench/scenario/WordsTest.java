package io.poolbench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void findsTheWordThatWasMeant() {
    List<String> words = List.of("ext4", "xfs", "raw", "qcow2");
    assertThat(Nearest.of("ext5", words)).contains("ext4");
    assertThat(Nearest.of("XFS", words)).contains("xfs");
    assertThat(Nearest.of("qocw2", words)).contains("qcow2");
    assertThat(Nearest.of("btrfs", List.of("raw"))).isEmpty();
    assertThat(Nearest.of("", words)).isEmpty();
  }

  @Property
  void theDistanceIsSymmetricAndZeroOnlyToItself(
      @ForAll @StringLength(max = 12) String a, @ForAll @StringLength(max = 12) String b) {
    assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
    assertThat(Nearest.distance(a, b) == 0).isEqualTo(a.equals(b));
  }

  @Test
  void readsSizesInPowersOf1024() {
    assertThat(ByteSize.parse("4GiB")).hasValue(4L << 30);
    assertThat(ByteSize.parse("1.5GiB")).hasValue(3L << 29);
    assertThat(ByteSize.parse("512B")).hasValue(512);
    assertThat(ByteSize.parse("0.3B")).isEmpty();
    assertThat(ByteSize.parse("9999999999999999TiB")).isEmpty();
  }

  @Test
  void suggestsTheSizeThatWasMeant() {
    assertThat(ByteSize.suggestion("4GB")).contains("4GiB");
    assertThat(ByteSize.suggestion("4 gib")).contains("4GiB");
    assertThat(ByteSize.suggestion("256")).contains("256MiB");
    assertThat(ByteSize.suggestion("268435456")).contains("256MiB");
    assertThat(ByteSize.suggestion("much")).isEmpty();
  }

  @Property
  void aSizeIsReadAsItIsWritten(@ForAll @LongRange(min = 1) long bytes) {
    assertThat(ByteSize.parse(ByteSize.text(bytes))).isEqualTo(OptionalLong.of(bytes));
  }

  @Property
  void aSuggestedNameIsAlwaysValid(@ForAll String text) {
    assertThat(Names.suggestion(text).stream()).allMatch(Names::isValid);
  }
}
