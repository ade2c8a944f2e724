package dev.junction.expression.path;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// A path to a part of an event: `$`, names with dots or in brackets, numbers of elements, and
/// `[*]` for all elements.
///
/// What it finds is given as the JSON that stands in the event. Source: EventBridge User Guide,
/// "Target input transformation": paths use dot notation and may not have filters. Limits:
/// [EventValues] counts what is read.
public final class JsonPath {

  private static final int STEPS_MAX = 100;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(250).build())
          .build();

  /// A name, or the number of an element; -1 stands for all elements.
  record Step(@Nullable String name, int element) {

    static final int ALL = -1;
  }

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /// Reads a path; empty when the text is none of these.
  public static Optional<JsonPath> parse(String text) {
    if (text.isEmpty() || text.charAt(0) != '$') {
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>();
    int at = 1;
    while (at < text.length() && steps.size() < STEPS_MAX) {
      int end = text.charAt(at) == '.' ? nameEnd(text, at + 1) : bracketEnd(text, at);
      Step step = end < 0 ? null : step(text.substring(at, end));
      if (step == null) {
        return Optional.empty();
      }
      steps.add(step);
      at = end;
    }
    return at < text.length() ? Optional.empty() : Optional.of(new JsonPath(steps));
  }

  /// The path to one member of an object.
  public static JsonPath member(String name) {
    return new JsonPath(List.of(new Step(name, 0)));
  }

  /// The members of an object in their order, as JSON; none when the text is no object.
  public static Map<String, String> members(String json) {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() == JsonToken.START_OBJECT) {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = in.currentName();
          in.nextToken();
          members.put(name, raw(in, json));
        }
      }
      return members;
    } catch (JacksonException _) {
      return Map.of();
    }
  }

  private static int nameEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
      at++;
    }
    return at == from ? -1 : at;
  }

  private static int bracketEnd(String text, int from) {
    if (text.charAt(from) != '[' || from + 1 >= text.length()) {
      return -1;
    }
    char quote = text.charAt(from + 1);
    int end =
        quote == '\'' || quote == '"'
            ? text.indexOf(quote + "]", from + 2) + 1
            : text.indexOf(']', from);
    return end <= 0 ? -1 : end + 1;
  }

  private static @Nullable Step step(String text) {
    if (text.charAt(0) == '.') {
      String name = text.substring(1);
      return name.equals("*") ? null : new Step(name, 0);
    }
    String inside = text.substring(1, text.length() - 1);
    if (inside.equals("*")) {
      return new Step(null, Step.ALL);
    }
    if (!inside.isEmpty() && (inside.charAt(0) == '\'' || inside.charAt(0) == '"')) {
      return inside.length() < 3 ? null : new Step(inside.substring(1, inside.length() - 1), 0);
    }
    boolean isNumber = inside.matches("[0-9]{1,6}");
    return isNumber ? new Step(null, Integer.parseInt(inside)) : null;
  }

  /// What lies there in a JSON text, as JSON; null when nothing does.
  public @Nullable String find(String json) {
    return new EventValues(json).find(this);
  }

  List<Step> steps() {
    return steps;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonPath path && path.steps.equals(steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  /// What lies in an object, with its names, or in a list, without, as JSON in its order.
  public static void parts(String json, BiConsumer<@Nullable String, String> part) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      boolean isObject = in.nextToken() == JsonToken.START_OBJECT;
      JsonToken token = in.nextToken();
      while (token != null && token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
        String name = isObject ? in.currentName() : null;
        if (isObject) {
          in.nextToken();
        }
        part.accept(name, raw(in, json));
        token = in.nextToken();
      }
    } catch (JacksonException _) {
      // Texts that are no JSON have as many parts as could be read.
    }
  }

  /// The text that a JSON text is, without its quotation marks and escapes; other JSON as it is.
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

  private static String raw(JsonParser in, String json) {
    return switch (in.currentToken()) {
      case START_OBJECT, START_ARRAY -> {
        int start = (int) in.currentTokenLocation().getCharOffset();
        in.skipChildren();
        yield json.substring(start, (int) in.currentLocation().getCharOffset());
      }
      case VALUE_STRING -> JsonText.quoted(in.getString());
      default -> in.getString();
    };
  }
}
