package dev.junction.server.json;

import dev.junction.wire.codec.json.TokenCodec;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// JSON texts, from and to plain values.
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// The UTF-8 text of one object whose members the writer writes, with a line feed behind it.
  public static byte[] object(Consumer<JsonGenerator> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      members.accept(out);
      out.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /// Reads one object: its values are null, Boolean, Number, String, List or Map of these.
  public static Map<String, @Nullable Object> readObject(byte[] utf8) throws MalformedJson {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedJson("A JSON object is expected.");
      }
      Map<String, @Nullable Object> object = readMembers(in);
      if (in.nextToken() != null) {
        throw new MalformedJson("Something stands behind the JSON object.");
      }
      return object;
    } catch (JacksonException e) {
      throw new MalformedJson("This is no JSON: " + TokenCodec.reason(e));
    }
  }

  // The parser itself limits how deep values nest.
  private static @Nullable Object readValue(JsonParser in) throws MalformedJson {
    return switch (in.currentToken()) {
      case START_OBJECT -> readMembers(in);
      case START_ARRAY -> readElements(in);
      case VALUE_STRING -> in.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw new MalformedJson("A JSON value is expected.");
    };
  }

  private static Map<String, @Nullable Object> readMembers(JsonParser in) throws MalformedJson {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      if (members.containsKey(name)) {
        throw new MalformedJson("\"" + name + "\" stands there twice.");
      }
      members.put(name, readValue(in));
    }
    return members;
  }

  private static List<@Nullable Object> readElements(JsonParser in) throws MalformedJson {
    List<@Nullable Object> elements = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(readValue(in));
    }
    return elements;
  }
}
