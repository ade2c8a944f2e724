package dev.junction.bus.domain;

import dev.junction.expression.path.EventValues;
import dev.junction.expression.path.JsonPath;
import dev.junction.expression.path.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What a target gets in place of an event, with places for parts of the event.
///
/// A place outside of quotation marks gets JSON as it stands in the event, and an empty text when
/// there is nothing; inside, a text gets in without its quotation marks, an object or a list
/// without any of them. Source: EventBridge User Guide, "Amazon EventBridge input
/// transformation", and what LocalStack recorded from the real service (`test_events_inputs`).
public final class InputTemplate {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String RESERVED = "aws.events.";

  /// Variables that every template has.
  private static final List<String> PREDEFINED =
      List.of(
          "aws.events.rule-arn",
          "aws.events.rule-name",
          "aws.events.event",
          "aws.events.event.json",
          "aws.events.event.ingestion-time");

  /// A piece of the template: text, or a variable.
  private record Piece(String text, boolean isVariable, boolean isQuoted) {}

  /// What the predefined variables are worth for one event.
  ///
  /// @param event the event
  /// @param outline makes the event without its detail, as JSON
  /// @param ingestionTime when the event came
  public record Circumstances(
      String ruleArn,
      String ruleName,
      EventValues event,
      Supplier<String> outline,
      String ingestionTime) {}

  private final Map<String, JsonPath> paths;
  private final List<Piece> pieces;

  private InputTemplate(Map<String, JsonPath> paths, List<Piece> pieces) {
    this.paths = Map.copyOf(paths);
    this.pieces = List.copyOf(pieces);
  }

  /// What came of reading a template.
  public sealed interface Reading {

    record Read(InputTemplate template) implements Reading {}

    /// @param reason how it goes on after the name of the target
    record Faulty(String reason) implements Reading {}
  }

  /// Reads a template with the paths of its variables.
  public static Reading read(String text, Map<String, String> pathTexts) {
    Map<String, JsonPath> paths = new HashMap<>();
    for (Map.Entry<String, String> each : pathTexts.entrySet()) {
      if (each.getKey().startsWith("aws.events")) {
        return new Reading.Faulty("contains reserved variable " + each.getKey());
      }
      JsonPath path = JsonPath.parse(each.getValue()).orElse(null);
      if (path == null) {
        return new Reading.Faulty("contains invalid path " + each.getValue());
      }
      paths.put(each.getKey(), path);
    }
    List<Piece> pieces = pieces(text);
    for (Piece piece : pieces) {
      String name = piece.text();
      boolean isKnown = paths.containsKey(name) || PREDEFINED.contains(name);
      if (piece.isVariable() && !isKnown) {
        return new Reading.Faulty("contains invalid placeholder " + name);
      }
    }
    return new Reading.Read(new InputTemplate(paths, pieces));
  }

  private static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    boolean quoted = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '<' ? variableEnd(text, at + 1) : -1;
      if (end > 0) {
        pieces.add(new Piece(literal.toString(), false, false));
        literal.setLength(0);
        pieces.add(new Piece(text.substring(at + 1, end), true, quoted));
        at = end + 1;
        continue;
      }
      literal.append(c);
      if (c == '\\' && at + 1 < text.length()) {
        literal.append(text.charAt(++at));
      } else if (c == '"') {
        quoted = !quoted;
      }
      at++;
    }
    pieces.add(new Piece(literal.toString(), false, false));
    return pieces;
  }

  private static int variableEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isOfVariable(text.charAt(at))) {
      at++;
    }
    return at > from && at < text.length() && text.charAt(at) == '>' ? at : -1;
  }

  private static boolean isOfVariable(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  /// What a target gets for an event; null when it is longer than an input may be, or needs more to
  /// be read than is allowed.
  public @Nullable String fill(Circumstances around) {
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece.isVariable()) {
        String value = value(piece.text(), around);
        filled.append(piece.isQuoted() ? unquoted(value) : value);
        around.event().count(value.length());
      } else {
        filled.append(piece.text());
      }
      if (filled.length() > BusLimits.INPUT_BYTES_MAX || around.event().isExhausted()) {
        return null;
      }
    }
    return filled.toString();
  }

  private String value(String name, Circumstances around) {
    if (name.startsWith(RESERVED)) {
      return switch (name) {
        case "aws.events.rule-arn" -> JsonText.quoted(around.ruleArn());
        case "aws.events.rule-name" -> JsonText.quoted(around.ruleName());
        case "aws.events.event" -> around.outline().get();
        case "aws.events.event.json" -> around.event().json();
        default -> JsonText.quoted(around.ingestionTime());
      };
    }
    JsonPath path = paths.get(name);
    @Nullable String value = path == null ? null : around.event().find(path);
    return value == null ? "\"\"" : value;
  }

  private static String unquoted(String json) {
    if (json.startsWith("\"")) {
      return json.substring(1, json.length() - 1);
    }
    return json.startsWith("{") || json.startsWith("[") ? bare(json) : json;
  }

  /// An object or a list without quotation marks and without what stands before them.
  private static String bare(String json) {
    return json.replace("\\\"", "").replace("\"", "").replace("\\", "\\\\");
  }

  /// Whether a text is JSON.
  public static boolean isJson(String text) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (in.nextToken() == null) {
        return false;
      }
      in.skipChildren();
      return in.nextToken() == null;
    } catch (tools.jackson.core.JacksonException _) {
      return false;
    }
  }
}
