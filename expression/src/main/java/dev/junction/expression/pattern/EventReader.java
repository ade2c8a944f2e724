package dev.junction.expression.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Reads the JSON of events. Fields at the top that no pattern asks for are passed over.
///
/// Limits: 200 levels, where each dot in a name counts as one; deeper texts are no events.
public final class EventReader {

  private static final int LEVELS_MAX = 200;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(LEVELS_MAX).build())
          .build();

  private EventReader() {}

  /// Reads an event whole; null when the text is not one JSON object.
  public static @Nullable EventObject read(String text) {
    return read(text, _ -> true);
  }

  /// Reads what lies below the given first steps of paths; null when the text is not a JSON object.
  public static @Nullable EventObject read(String text, Predicate<String> wanted) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      EventObject event = new EventObject();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        int dot = name.indexOf('.');
        if (wanted.test(dot < 0 ? name : name.substring(0, dot))) {
          event.put(name, node(json, token, below(json, 0, name)));
        } else {
          json.skipChildren();
        }
      }
      return json.nextToken() == null ? event : null;
    } catch (JacksonException malformed) {
      return null;
    }
  }

  /// Reads the elements of a JSON array; null when the text is none.
  public static @Nullable EventArray readArray(String text) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      EventArray array = array(json, 1);
      return json.nextToken() == null ? array : null;
    } catch (JacksonException malformed) {
      return null;
    }
  }

  /// The level below a name.
  private static int below(JsonParser json, int level, String name) {
    int below = level + 1;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      below++;
    }
    if (below > LEVELS_MAX) {
      throw new StreamReadException(json, "An event has " + LEVELS_MAX + " levels at most");
    }
    return below;
  }

  private static EventNode node(JsonParser json, JsonToken token, int level) {
    return switch (token) {
      case START_OBJECT -> {
        EventObject object = new EventObject();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          int below = below(json, level, name);
          object.put(name, node(json, json.nextToken(), below));
        }
        yield object;
      }
      case START_ARRAY -> array(json, level);
      case VALUE_STRING -> Scalar.text(json.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Scalar.number(json.getString());
      default -> Scalar.literal(json.getString());
    };
  }

  private static EventArray array(JsonParser json, int level) {
    List<EventNode> elements = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      elements.add(node(json, token, level));
    }
    return new EventArray(elements);
  }
}
