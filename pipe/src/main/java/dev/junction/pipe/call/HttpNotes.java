package dev.junction.pipe.call;

import dev.junction.kernel.Outcome;
import dev.junction.pipe.domain.DynamicText;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.domain.PipeEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a pipe wants in requests to an API destination, under the names that gateways know.
///
/// @param values texts by name: `path:000`, `header:NAME`, `query:NAME`
record HttpNotes(Map<String, DynamicText> values) {

  private static final int VALUES_MAX = 100;

  /// Reads what was asked for.
  ///
  /// @param field what it is called where it is wrong
  static Outcome<HttpNotes> read(
      @Nullable List<String> path,
      @Nullable Map<String, String> headers,
      @Nullable Map<String, String> query,
      String field) {
    Map<String, String> texts = new HashMap<>();
    if (path != null) {
      for (int i = 0; i < path.size(); i++) {
        texts.put(String.format(Locale.ROOT, "path:%03d", i), path.get(i));
      }
    }
    if (headers != null) {
      headers.forEach((name, value) -> texts.put("header:" + name, value));
    }
    if (query != null) {
      query.forEach((name, value) -> texts.put("query:" + name, value));
    }
    if (texts.size() > VALUES_MAX) {
      return Outcome.rejected(
          PipeErrors.invalid(field, "HttpParameters have " + VALUES_MAX + " values at most."));
    }
    Map<String, DynamicText> values = new HashMap<>();
    for (Map.Entry<String, String> each : texts.entrySet()) {
      switch (DynamicText.read(each.getValue(), field)) {
        case Outcome.Rejected<DynamicText>(var error) -> {
          return Outcome.rejected(error);
        }
        case Outcome.Accepted<DynamicText>(DynamicText value) -> values.put(each.getKey(), value);
      }
    }
    return Outcome.accepted(new HttpNotes(values));
  }

  /// The values for an event; those whose paths lead nowhere are left out.
  Map<String, String> of(PipeEvent event) {
    Map<String, String> found = new HashMap<>();
    values.forEach(
        (name, value) -> {
          String text = value.of(event);
          if (text != null) {
            found.put(name, text);
          }
        });
    return found;
  }
}
