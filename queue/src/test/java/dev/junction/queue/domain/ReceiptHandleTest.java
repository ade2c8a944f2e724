package dev.junction.queue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReceiptHandleTest {

  @Test
  void readsWhatItPrints() {
    ReceiptHandle handle = new ReceiptHandle(7, 123_456_789_012L, 3);
    assertThat(ReceiptHandle.parse(handle.format())).contains(handle);
  }

  @Test
  void aHandleWithAnyChangedCharacterIsNone() {
    String text = new ReceiptHandle(7, 99, 1).format();
    for (int at = 0; at < text.length(); at++) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, at) + other + text.substring(at + 1);
      assertThat(ReceiptHandle.parse(changed)).as(changed).isEmpty();
    }
  }

  @Test
  void otherTextsAreNoHandles() {
    assertThat(ReceiptHandle.parse("")).isEmpty();
    assertThat(ReceiptHandle.parse("x".repeat(36))).isEmpty();
    assertThat(ReceiptHandle.parse("=".repeat(36))).isEmpty();
  }
}
