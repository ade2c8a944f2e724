package dev.junction.expression.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Texts as JSON writes them. Source: RFC 8259, 7.
final class JsonTextTest {

  @Test
  void whatIsWrittenIsReadAgain() {
    StringBuilder all = new StringBuilder("plain");
    for (char c = 0; c < 0x180; c++) {
      all.append(c);
    }
    String text = all.append("\u2028\uD83D\uDE00 \\u0041 \"end\"").toString();
    String written = JsonText.quoted(text);
    assertThat(written).isEqualTo('"' + JsonText.escaped(text) + '"');
    assertThat(JsonText.quote(new StringBuilder("x"), text)).hasToString('x' + written);
    try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), written)) {
      assertThat(in.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
      assertThat(in.getString()).isEqualTo(text);
      assertThat(in.nextToken()).isNull();
    }
  }

  @Test
  void onlyWhatMustBeIsEscaped() {
    assertThat(JsonText.quoted("a/'\u00e9\u007f")).isEqualTo("\"a/'\u00e9\u007f\"");
    // Plain texts take another way than those with something to escape.
    assertThat(JsonText.quoted("\na/'\u00e9\u007f\u2028\ud800"))
        .isEqualTo("\"\\na/'\u00e9\u007f\u2028\ud800\"");
    assertThat(JsonText.quoted("\"\\\n\u0001\u001f")).isEqualTo("\"\\\"\\\\\\n\\u0001\\u001F\"");
  }
}
