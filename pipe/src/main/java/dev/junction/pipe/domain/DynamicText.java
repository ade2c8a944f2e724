package dev.junction.pipe.domain;

import dev.junction.expression.path.JsonPath;
import dev.junction.kernel.Outcome;
import org.jspecify.annotations.Nullable;

/// A parameter of a target that is a text, or a path to one in the event. Source: EventBridge User
/// Guide, "Amazon EventBridge Pipes targets", "Dynamic path parameters". Threads: immutable.
public final class DynamicText {

  private final String text;
  private final @Nullable JsonPath path;

  private DynamicText(String text, @Nullable JsonPath path) {
    this.text = text;
    this.path = path;
  }

  /// Reads a parameter; what begins with `$.` is a path.
  public static Outcome<DynamicText> read(String text, String field) {
    if (!text.startsWith("$.")) {
      return Outcome.accepted(new DynamicText(text, null));
    }
    JsonPath path = JsonPath.parse(text).orElse(null);
    return path == null
        ? Outcome.rejected(PipeErrors.invalid(field, field + " is no valid JSON path: " + text))
        : Outcome.accepted(new DynamicText(text, path));
  }

  /// One that was accepted before.
  public static DynamicText stored(String text) {
    return switch (read(text, "A stored parameter")) {
      case Outcome.Accepted<DynamicText>(DynamicText value) -> value;
      case Outcome.Rejected<DynamicText>(var error) ->
          throw new IllegalStateException(error.message());
    };
  }

  /// What it is for an event; null when its path leads nowhere.
  public @Nullable String of(PipeEvent event) {
    if (path == null) {
      return text;
    }
    String found = event.find(path);
    return found == null ? null : Json.plain(found);
  }
}
