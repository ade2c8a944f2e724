package dev.junction.topic.state.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// An opt-out in the format of its first release stays readable, and is still written so.
final class OptOutTest {

  private static final byte[] GOLDEN =
      HexFormat.of().parseHex("01010000019b7ca98c880000019ae22ac488");

  @Test
  void formatOneIsReadAndWritten() {
    OptOut optOut = new OptOut(true, 1_767_323_045_000L, 1_764_731_045_000L);
    assertThat(OptOut.decode(GOLDEN)).isEqualTo(optOut);
    assertThat(optOut.encode()).isEqualTo(GOLDEN);
  }
}
