package dev.junction.wire.codec.json;

import dev.junction.wire.codec.Timestamps;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.TimestampFormat;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// JSON as the AWS protocols use it: blobs in Base64, times as seconds unless the model says
/// otherwise, `NaN` and the infinities as strings.
///
/// @param jsonNames whether members go by the names that the model gives them for JSON
record JsonFormat(boolean jsonNames) implements TokenFormat {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();

  /// From how many characters on a text is worth an array of its own.
  private static final int LONG_TEXT = 100;

  @Override
  public JsonParser parser(byte[] body) {
    return FACTORY.createParser(ObjectReadContext.empty(), body);
  }

  @Override
  public JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  @Override
  public @Nullable Member find(Schema structure, String name) {
    return jsonNames ? structure.findByJsonName(name) : structure.find(name);
  }

  @Override
  public String nameOf(Member member) {
    return jsonNames ? member.jsonName() : member.name();
  }

  @Override
  public byte[] readBlob(JsonParser parser) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw TokenReader.unexpected(parser, "a Base64 string");
    }
    return parser.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS);
  }

  @Override
  public Instant readTimestamp(JsonParser parser, Member member) {
    TimestampFormat format = member.timestampFormat(TimestampFormat.EPOCH_SECONDS);
    JsonToken token = parser.currentToken();
    if (format != TimestampFormat.EPOCH_SECONDS && token == JsonToken.VALUE_STRING) {
      return Timestamps.parse(parser.getString(), format);
    }
    if (format == TimestampFormat.EPOCH_SECONDS && token == JsonToken.VALUE_NUMBER_INT) {
      return Timestamps.ofEpochSeconds(parser.getLongValue());
    }
    if (format == TimestampFormat.EPOCH_SECONDS && token == JsonToken.VALUE_NUMBER_FLOAT) {
      return Timestamps.ofEpochSeconds(parser.getDoubleValue());
    }
    throw TokenReader.unexpected(parser, "a timestamp");
  }

  @Override
  public double readDouble(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> named(parser.getString());
      default -> throw TokenReader.unexpected(parser, "a number");
    };
  }

  private static double named(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new MalformedInput("STRING_VALUE can not be converted to a number");
    };
  }

  /// Most long texts need no escape; those are copied rather than looked at character by character.
  /// Half of a surrogate pair becomes a question mark in them.
  @Override
  public void writeText(JsonGenerator generator, String value) {
    if (value.length() >= LONG_TEXT) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      if (bytes.length == value.length() && PlainText.isPlain(bytes)) {
        generator.writeRawUTF8String(bytes, 0, bytes.length);
        return;
      }
    }
    generator.writeString(value);
  }

  @Override
  public void writeBlob(JsonGenerator generator, byte[] value) {
    generator.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, value, 0, value.length);
  }

  @Override
  public void writeTimestamp(JsonGenerator generator, Member member, Instant value) {
    TimestampFormat format = member.timestampFormat(TimestampFormat.EPOCH_SECONDS);
    String text = Timestamps.format(value, format);
    if (format == TimestampFormat.EPOCH_SECONDS) {
      generator.writeNumber(text);
    } else {
      generator.writeString(text);
    }
  }
}
