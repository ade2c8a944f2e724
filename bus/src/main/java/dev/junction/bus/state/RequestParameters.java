package dev.junction.bus.state;

import dev.junction.expression.path.EventValues;
import dev.junction.expression.path.JsonPath;
import dev.junction.models.events.HttpParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a target wants in each request to it, under names that say where: `path:000`,
/// `header:NAME`, `query:NAME`.
///
/// A value that as a whole is a path (`$.detail.id`) is what lies there in the event as it came; a
/// value whose path leads nowhere is left out. Source: EventBridge User Guide, "Event bus targets",
/// "Dynamic path parameters".
///
/// @param constant the values that are the same for each event
/// @param dynamic where the others lie
public record RequestParameters(Map<String, String> constant, Map<String, JsonPath> dynamic) {

  static RequestParameters of(@Nullable HttpParameters http) {
    Map<String, String> constant = new TreeMap<>();
    Map<String, JsonPath> dynamic = new TreeMap<>();
    named(http)
        .forEach(
            (name, value) -> {
              JsonPath path = value.startsWith("$.") ? JsonPath.parse(value).orElse(null) : null;
              if (path == null) {
                constant.put(name, value);
              } else {
                dynamic.put(name, path);
              }
            });
    return new RequestParameters(Map.copyOf(constant), Map.copyOf(dynamic));
  }

  private static Map<String, String> named(@Nullable HttpParameters http) {
    Map<String, String> all = new HashMap<>();
    if (http == null) {
      return all;
    }
    Objects.requireNonNullElse(http.headerParameters(), Map.<String, String>of())
        .forEach((name, value) -> all.put("header:" + name, value));
    Objects.requireNonNullElse(http.queryStringParameters(), Map.<String, String>of())
        .forEach((name, value) -> all.put("query:" + name, value));
    List<String> path = Objects.requireNonNullElse(http.pathParameterValues(), List.<String>of());
    for (int i = 0; i < path.size(); i++) {
      all.put(String.format(Locale.ROOT, "path:%03d", i), path.get(i));
    }
    return all;
  }

  boolean isDynamic() {
    return !dynamic.isEmpty();
  }

  /// The values for an event.
  Map<String, String> of(EventValues values) {
    Map<String, String> all = new HashMap<>(constant);
    dynamic.forEach(
        (name, path) -> {
          String found = values.find(path);
          if (found != null) {
            all.put(name, JsonPath.plain(found));
          }
        });
    return all;
  }
}
