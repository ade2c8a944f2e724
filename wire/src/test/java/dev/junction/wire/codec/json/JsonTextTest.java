package dev.junction.wire.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/// Long texts come out as they went in, whatever stands in them and wherever: the way of the texts
/// that need no escape takes no other ones.
class JsonTextTest {

  private static final JsonFormat FORMAT = new JsonFormat(false);

  @Test
  void everyCharacterComesThroughAtEveryPlaceOfAWord() {
    for (int character = 0; character < 0x250; character++) {
      for (int at = 100; at < 117; at++) {
        StringBuilder text = new StringBuilder("x".repeat(117));
        text.setCharAt(at, (char) character);
        assertThat(read(write(text.toString()))).isEqualTo(text.toString());
      }
    }
  }

  @Test
  void whatJsonEscapesIsEscapedInALongText() {
    // RFC 8259, section 7: quotation mark, reverse solidus, and the control characters.
    String text = "y".repeat(120) + "\"\\\u0001";
    assertThat(write(text)).isEqualTo('"' + "y".repeat(120) + "\\\"\\\\\\u0001\"");
  }

  @Test
  void aNeighbourOfASpecialCharacterIsPlain() {
    String text = "! #[]~\u007f".repeat(20);
    assertThat(PlainText.isPlain(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(write(text)).isEqualTo('"' + text + '"');
  }

  private static String write(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FORMAT.generator(out)) {
      FORMAT.writeText(generator, text);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String read(String json) {
    try (JsonParser parser = FORMAT.parser(json.getBytes(StandardCharsets.UTF_8))) {
      parser.nextToken();
      return parser.getString();
    }
  }
}
