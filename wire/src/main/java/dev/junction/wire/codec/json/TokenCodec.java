package dev.junction.wire.codec.json;

import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.ShapeWriter;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/// Turns bodies of JSON or CBOR into values and values into bodies.
///
/// Limits: 100 levels of nesting, numbers of 500 digits. Errors: whatever is wrong with a body
/// comes out as [MalformedInput]. Threads: immutable.
public final class TokenCodec {

  private static final String NO_SOURCE =
      "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); ";

  /// JSON in which members go by their own names, as in the awsJson protocols.
  public static final TokenCodec AWS_JSON = new TokenCodec(new JsonFormat(false));

  /// JSON in which members go by the names that the model gives them for JSON, as in restJson1.
  public static final TokenCodec REST_JSON = new TokenCodec(new JsonFormat(true));

  /// CBOR with times in milliseconds, as in `application/x-amz-cbor-1.1`.
  public static final TokenCodec AWS_CBOR = new TokenCodec(new CborFormat(true));

  /// CBOR with times in seconds, as in Smithy's RPC protocol.
  public static final TokenCodec RPC_CBOR = new TokenCodec(new CborFormat(false));

  private final TokenFormat format;

  private TokenCodec(TokenFormat format) {
    this.format = format;
  }

  /// Reads the one value that a body holds.
  public <T> T decode(byte[] body, Function<ShapeReader, T> read) {
    try (JsonParser parser = format.parser(body)) {
      TokenReader reader = new TokenReader(parser, format);
      T value = read.apply(reader);
      reader.finish();
      return value;
    } catch (JacksonException malformed) {
      throw new MalformedInput(reason(malformed));
    }
  }

  /// What is wrong with a text that is no JSON, and where, without the parser's words about why it
  /// shows no more of the text.
  public static String reason(JacksonException malformed) {
    String reason = malformed.getOriginalMessage();
    return reason == null ? "The input can not be read" : reason.replace(NO_SOURCE, "[");
  }

  /// The body for a structure.
  public byte[] encode(Shape value) {
    return encodeStructure(value::writeMembers, null);
  }

  /// The body for a structure with one more text member at its start.
  public byte[] encode(String firstName, String firstValue, Consumer<ShapeWriter> members) {
    return encodeStructure(
        members,
        generator -> {
          generator.writeName(firstName);
          generator.writeString(firstValue);
        });
  }

  private byte[] encodeStructure(
      Consumer<ShapeWriter> members, @Nullable Consumer<JsonGenerator> first) {
    return encodeWith(
        generator -> {
          generator.writeStartObject();
          if (first != null) {
            first.accept(generator);
          }
          members.accept(new TokenWriter(generator, format));
          generator.writeEndObject();
        });
  }

  /// The body for a structure whose members are written one by one.
  public byte[] encodeMembers(Consumer<ShapeWriter> members) {
    return encodeStructure(members, null);
  }

  /// The body for any JSON-like value.
  public byte[] encodeUntyped(@Nullable Object value) {
    return encodeWith(generator -> new TokenWriter(generator, format).writeUntyped(value));
  }

  private byte[] encodeWith(Consumer<JsonGenerator> write) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = format.generator(out)) {
      write.accept(generator);
    }
    return out.toByteArray();
  }
}
