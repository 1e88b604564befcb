package io.poolbench.hostio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.workload.PlainJob.Sync;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static final Path DISK = Path.of("/dev/some disk=1");

  private static Request request(Jobs jobs) {
    return new Request(jobs.job(), DISK, 1 << 20);
  }

  @Test
  void isTheSameAfterItsText() {
    Request plain = request(Jobs.READS);
    Request full =
        request(Jobs.READS.reading(30).threads(2).with(Sync.DSYNC).arriving(1234.5, true));

    assertThat(Request.parse(plain.text())).isEqualTo(plain);
    assertThat(Request.parse(full.text())).isEqualTo(full);
  }

  @Test
  void takesExactlyItsOwnKeys() {
    String text = request(Jobs.READS).text();

    assertThatThrownBy(() -> Request.parse(text + "colour=blue\n"))
        .hasMessageContaining("unknown: [colour]");
    assertThatThrownBy(() -> Request.parse(text.replaceAll("(?m)^depth=.*\n", "")))
        .hasMessageContaining("missing: depth");
    assertThatThrownBy(() -> Request.parse(text + "depth=2\n"))
        .hasMessageContaining("not a key of its own: depth=2");
    assertThatThrownBy(() -> Request.parse(text.replace("direct=true", "direct=yes")))
        .hasMessageContaining("true or false is expected: yes");
    assertThatThrownBy(() -> Request.parse("")).hasMessageContaining("missing");
  }

  @Test
  void refusesWhatItsTargetOrItsEngineCannotHold() {
    assertThatThrownBy(() -> new Request(Jobs.READS.job(), DISK, 4095))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too small");
    assertThatThrownBy(() -> new Request(Jobs.READS.sequential().threads(3).job(), DISK, 2 * 4096))
        .hasMessageContaining("too small for 3");
    assertThatThrownBy(() -> request(Jobs.READS.reading(0).depth(2).with(Sync.FDATASYNC)))
        .hasMessageContaining("depth 1");
    assertThatThrownBy(() -> request(Jobs.READS.threads(4).arriving(3, false)))
        .hasMessageContaining("at least one a second and thread");
    assertThatThrownBy(() -> new Request(Jobs.READS.job(java.time.Duration.ZERO), DISK, 1 << 20))
        .hasMessageContaining("window");
  }
}
