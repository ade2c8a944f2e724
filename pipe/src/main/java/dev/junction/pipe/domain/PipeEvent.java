package dev.junction.pipe.domain;

import dev.junction.expression.path.EventValues;
import dev.junction.expression.path.JsonPath;
import org.jspecify.annotations.Nullable;

/// What travels through a pipe: what a source gave, or an enrichment made of it.
///
/// Paths look into the text in which the field that holds the sender's data is JSON itself, if it
/// is JSON. Source: EventBridge User Guide, "Amazon EventBridge Pipes input transformation",
/// "Implicit body data parsing". Threads: one at a time.
public final class PipeEvent {

  private final String text;
  private final @Nullable String decoded;
  private @Nullable EventValues values;

  /// @param text the event as the target gets it
  /// @param decoded the same as paths see it; null when it is no JSON
  public PipeEvent(String text, @Nullable String decoded) {
    this.text = text;
    this.decoded = decoded;
  }

  /// What an enrichment answered.
  public static PipeEvent enriched(String text) {
    return new PipeEvent(text, Json.isValue(text) ? text : null);
  }

  /// The event as the target gets it.
  public String text() {
    return text;
  }

  /// The event with its data decoded; null when it is no JSON.
  public @Nullable String decoded() {
    return decoded;
  }

  /// What lies at a path, as JSON; null when nothing does.
  public @Nullable String find(JsonPath path) {
    if (decoded == null) {
      return null;
    }
    EventValues known = values;
    if (known == null) {
      known = new EventValues(decoded);
      known.limit(PipeLimits.READ_MAX);
      values = known;
    }
    return known.find(path);
  }
}
