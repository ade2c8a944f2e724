package dev.junction.bus.domain;

import dev.junction.expression.path.EventValues;
import dev.junction.expression.path.JsonPath;
import dev.junction.expression.path.JsonText;
import dev.junction.expression.pattern.EventArray;
import dev.junction.expression.pattern.EventNode;
import dev.junction.expression.pattern.EventObject;
import dev.junction.expression.pattern.EventReader;
import dev.junction.expression.pattern.Scalar;
import dev.junction.kernel.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event on its way over a bus.
///
/// @param id its identity
/// @param time when it happened, as its source says
/// @param arrived when the first bus got it
/// @param json the whole event
/// @param tree the same for patterns
/// @param path the ARNs of the buses that it has passed
/// @param trace the trace that it belongs to; null for one of its own
public record Event(
    String id,
    Instant time,
    Instant arrived,
    String json,
    EventObject tree,
    List<String> path,
    @Nullable TraceContext trace) {

  /// An event with a trace of its own.
  public Event(
      String id, Instant time, Instant arrived, String json, EventObject tree, List<String> path) {
    this(id, time, arrived, json, tree, path, null);
  }

  /// The same as part of a trace.
  public Event in(@Nullable TraceContext wanted) {
    return wanted == null ? this : new Event(id, time, arrived, json, tree, path, wanted);
  }

  /// Its id, as traces name it.
  public UUID name() {
    UUID name = TraceContext.idOf(id);
    return name == null ? UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) : name;
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  /// What an event is made of.
  ///
  /// @param detail a JSON object
  /// @param replay the name of the replay that brings it again, or null
  public record Parts(
      String id,
      String detailType,
      String source,
      String account,
      Instant time,
      String region,
      List<String> resources,
      String detail,
      @Nullable String replay) {}

  /// Puts an event together; null when the detail is no JSON object.
  public static @Nullable Event of(Parts parts, Instant arrived) {
    EventObject detail = EventReader.read(parts.detail());
    if (detail == null) {
      return null;
    }
    EventObject tree = new EventObject();
    StringBuilder json = new StringBuilder(256 + parts.detail().length());
    json.append('{');
    text(json, tree, "version", "0");
    text(json, tree, "id", parts.id());
    text(json, tree, "detail-type", parts.detailType());
    text(json, tree, "source", parts.source());
    text(json, tree, "account", parts.account());
    text(json, tree, "time", format(parts.time()));
    text(json, tree, "region", parts.region());
    if (parts.replay() != null) {
      text(json, tree, "replay-name", parts.replay());
    }
    List<EventNode> resources = new ArrayList<>();
    json.append("\"resources\":[");
    for (String resource : parts.resources()) {
      json.append(resources.isEmpty() ? "" : ",").append(JsonText.quoted(resource));
      resources.add(Scalar.text(resource));
    }
    json.append("],\"detail\":").append(parts.detail().strip()).append('}');
    tree.put("resources", new EventArray(resources));
    tree.put("detail", detail);
    return new Event(parts.id(), parts.time(), arrived, json.toString(), tree, List.of());
  }

  private static void text(StringBuilder json, EventObject tree, String name, String value) {
    json.append('"').append(name).append("\":").append(JsonText.quoted(value)).append(',');
    tree.put(name, Scalar.text(value));
  }

  /// An event that was put together before; null when it cannot be read.
  public static @Nullable Event ofJson(String json, Instant arrived, List<String> path) {
    EventObject tree = EventReader.read(json);
    EventValues values = new EventValues(json);
    String id = field(values, "$.id");
    String time = field(values, "$.time");
    Instant at = time == null ? null : instant(time);
    return tree == null || id == null || at == null
        ? null
        : new Event(id, at, arrived, json, tree, path);
  }

  private static @Nullable Instant instant(String text) {
    try {
      Instant read = Instant.parse(text);
      return isPlausible(read) ? read : null;
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /// Whether a time has a year of four digits, so that it can be written and counted.
  public static boolean isPlausible(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }

  private static @Nullable String field(EventValues values, String path) {
    String found = values.find(JsonPath.parse(path).orElseThrow());
    return found == null || !found.startsWith("\"") ? null : found.substring(1, found.length() - 1);
  }

  /// An event without its detail, for templates. Source: what LocalStack recorded from the real
  /// service (`test_input_transformer_predefined_variables`): the type is called `detailType`.
  public static String outline(EventValues values) {
    StringBuilder outline = new StringBuilder("{");
    outline(outline, values, "version", "$.version");
    outline(outline, values, "id", "$.id");
    outline(outline, values, "detailType", "$['detail-type']");
    outline(outline, values, "source", "$.source");
    outline(outline, values, "account", "$.account");
    outline(outline, values, "time", "$.time");
    outline(outline, values, "region", "$.region");
    outline(outline, values, "resources", "$.resources");
    return outline.append('}').toString();
  }

  private static void outline(StringBuilder outline, EventValues values, String name, String path) {
    String value = values.find(JsonPath.parse(path).orElseThrow());
    if (value != null) {
      outline.append(outline.length() > 1 ? "," : "");
      outline.append('"').append(name).append("\":").append(value);
    }
  }

  /// A time as events write it: to the second.
  public static String format(Instant time) {
    return TIME.format(time);
  }
}
