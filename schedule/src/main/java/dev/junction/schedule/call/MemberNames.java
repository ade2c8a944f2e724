package dev.junction.schedule.call;

import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeType;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Names of members in the input of a universal target, which begin with a capital letter whatever
/// the service's model says.
///
/// Source: inputs of `ecs:runTask`, `eks:updateNodegroupConfig` and `batch:submitJob` that were
/// refused by the real service until they were written so.
final class MemberNames {

  private static final JsonFactory FACTORY = new JsonFactory();

  private MemberNames() {}

  /// The name with a first letter that is large.
  static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /// The same JSON text with the names that the model has.
  ///
  /// @throws MalformedInput when it is no JSON
  static byte[] asModelled(byte[] json, Schema input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 16);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json);
        JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      if (parser.nextToken() == null) {
        throw new MalformedInput("The input is empty");
      }
      copy(parser, generator, input);
      if (parser.nextToken() != null) {
        throw new MalformedInput("Unexpected content after the end of the input");
      }
    } catch (JacksonException malformed) {
      throw new MalformedInput(TokenCodec.reason(malformed));
    }
    return out.toByteArray();
  }

  /// Copies the value that begins here.
  ///
  /// @param shape what it is; null when nothing is known of it
  private static void copy(JsonParser from, JsonGenerator to, @Nullable Schema shape) {
    switch (from.currentToken()) {
      case START_OBJECT -> {
        to.writeStartObject();
        for (String name = from.nextName(); name != null; name = from.nextName()) {
          Member member = member(shape, name);
          to.writeName(member != null && member.isNamed() ? member.name() : name);
          from.nextToken();
          copy(from, to, member == null ? null : member.target());
        }
        to.writeEndObject();
      }
      case START_ARRAY -> {
        Schema element = shape == null ? null : element(shape);
        to.writeStartArray();
        while (from.nextToken() != JsonToken.END_ARRAY) {
          copy(from, to, element);
        }
        to.writeEndArray();
      }
      case null, default -> to.copyCurrentEventExact(from);
    }
  }

  private static @Nullable Schema element(Schema list) {
    return list.type() == ShapeType.LIST ? list.element().target() : null;
  }

  private static @Nullable Member member(@Nullable Schema shape, String name) {
    if (shape == null) {
      return null;
    }
    if (shape.type() == ShapeType.MAP) {
      return shape.value();
    }
    boolean hasMembers = shape.type() == ShapeType.STRUCTURE || shape.type() == ShapeType.UNION;
    if (!hasMembers || name.isEmpty()) {
      return null;
    }
    Member exact = shape.find(name);
    Member large = exact == null ? shape.find(capital(name)) : exact;
    return large == null
        ? shape.find(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
        : large;
  }
}
