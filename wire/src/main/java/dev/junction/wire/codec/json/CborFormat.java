package dev.junction.wire.codec.json;

import dev.junction.wire.codec.Timestamps;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;

/// CBOR as the AWS protocols use it: blobs as byte strings, times as numbers with tag 1.
///
/// @param milliseconds whether times are milliseconds, as the Java clients of Kinesis send and
///     expect them, or seconds, as CBOR and Smithy's RPC protocol define
record CborFormat(boolean milliseconds) implements TokenFormat {

  /// RFC 8949, section 3.4.2.
  private static final int TAG_EPOCH = 1;

  private static final CBORFactory FACTORY =
      CBORFactory.builder().streamReadConstraints(CONSTRAINTS).build();

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
    return structure.find(name);
  }

  @Override
  public String nameOf(Member member) {
    return member.name();
  }

  @Override
  public byte[] readBlob(JsonParser parser) {
    if (parser.currentToken() != JsonToken.VALUE_EMBEDDED_OBJECT) {
      throw TokenReader.unexpected(parser, "a byte string");
    }
    return parser.getBinaryValue();
  }

  @Override
  public Instant readTimestamp(JsonParser parser, Member member) {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT ->
          milliseconds
              ? Timestamps.ofEpochMilliseconds(parser.getLongValue())
              : Timestamps.ofEpochSeconds(parser.getLongValue());
      case VALUE_NUMBER_FLOAT ->
          Timestamps.ofEpochSeconds(parser.getDoubleValue() / (milliseconds ? 1000 : 1));
      default -> throw TokenReader.unexpected(parser, "a timestamp");
    };
  }

  @Override
  public double readDouble(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> throw TokenReader.unexpected(parser, "a number");
    };
  }

  @Override
  public void writeText(JsonGenerator generator, String value) {
    generator.writeString(value);
  }

  @Override
  public void writeBlob(JsonGenerator generator, byte[] value) {
    generator.writeBinary(value);
  }

  @Override
  public void writeTimestamp(JsonGenerator generator, Member member, Instant value) {
    ((CBORGenerator) generator).writeTag(TAG_EPOCH);
    if (milliseconds) {
      generator.writeNumber(value.toEpochMilli());
    } else if (value.toEpochMilli() % 1000 == 0) {
      generator.writeNumber(value.getEpochSecond());
    } else {
      generator.writeNumber(value.toEpochMilli() / 1000.0);
    }
  }
}
