package dev.junction.wire.codec;

import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Structure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Structures as JSON documents. Limits: depth 64, numbers of 100 digits; the size is the
/// request's.
public final class JsonCodec {

  private static final int DEPTH_MAX = 64;
  private static final int NUMBER_DIGITS_MAX = 100;
  private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(NUMBER_DIGITS_MAX)
                  .build())
          .build();

  private JsonCodec() {}

  /// Reads a structure; no bytes at all stand for an empty one.
  public static <T> T read(byte[] document, Function<ShapeReader, T> reader) {
    byte[] bytes = document.length == 0 ? EMPTY_OBJECT : document;
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      json.nextToken();
      T value = reader.apply(new JsonShapeReader(json));
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw new MalformedInput("The request body is not one JSON object");
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedInput("The request body is not valid JSON: " + e.getOriginalMessage());
    }
  }

  /// Writes a structure.
  public static byte[] write(Structure value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      new JsonShapeWriter(json).root(value);
    }
    return bytes.toByteArray();
  }

  /// Writes an error document.
  public static byte[] writeError(String type, String message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("__type", type);
      json.writeStringProperty("message", message);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
