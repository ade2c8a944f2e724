package dev.junction.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageTokenTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "orders.fifo", "größer", "a\0b"})
  void aTokenLeadsToItsKey(String key) {
    assertThat(PageToken.key("list", PageToken.of("list", key))).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "foo",
        "abcd",
        "invalid",
        "invalid-token",
        "bm9wZQ==",
        "AAAAAAAA",
        "ä",
        " "
      })
  void whatSomebodyMadeUpIsNone(String token) {
    assertThat(PageToken.key("list", token)).isNull();
    assertThat(PageToken.place("list", token)).isNull();
  }

  @Test
  void aTokenThatWasChangedIsNone() {
    String token = PageToken.of("list", "orders");
    assertThat(PageToken.key("list", "p" + token.substring(1))).isNull();
    assertThat(PageToken.key("list", token + "AAAA")).isNull();
  }

  @Test
  void aTokenOfAnotherListIsNone() {
    String token = PageToken.of("list", "orders");
    assertThat(PageToken.key("other", token)).isNull();
    assertThat(PageToken.key("lis", PageToken.of("list", "orders"))).isNull();
  }
}
