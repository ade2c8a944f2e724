package dev.junction.pipe.domain;

import dev.junction.expression.path.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// What is asked about texts that may be JSON. Limits: 200 levels; deeper texts are no JSON here.
public final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(200).build())
          .build();

  private Json() {}

  /// Whether a text is one JSON value.
  public static boolean isValue(String text) {
    return kind(text) != null;
  }

  /// Whether a text is one JSON object or list.
  public static boolean isContainer(String text) {
    JsonToken kind = kind(text);
    return kind == JsonToken.START_OBJECT || kind == JsonToken.START_ARRAY;
  }

  private static @Nullable JsonToken kind(String text) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = in.nextToken();
      if (first == null) {
        return null;
      }
      in.skipChildren();
      return in.nextToken() == null ? first : null;
    } catch (JacksonException _) {
      return null;
    }
  }

  /// The elements of a JSON list; null when the text is none.
  public static @Nullable List<String> elements(String text) {
    if (kind(text) != JsonToken.START_ARRAY) {
      return null;
    }
    List<String> elements = new ArrayList<>();
    JsonPath.parts(text.strip(), (_, element) -> elements.add(element));
    return elements;
  }

  /// The text that a JSON string stands for; any other JSON as it stands.
  public static String plain(String json) {
    if (!json.startsWith("\"")) {
      return json;
    }
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      in.nextToken();
      return in.getString();
    } catch (JacksonException _) {
      return json;
    }
  }
}
