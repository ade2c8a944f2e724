package dev.junction.wire.server;

import dev.junction.wire.http.Headers;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The server library's header fields as ours, without a copy.
final class EdgeHeaders implements Headers {

  private static final String HOST = "Host";

  private final MultiMap fields;
  private final @Nullable String authority;

  /// @param authority HTTP/2's `:authority`, shown as `Host` when no such field was sent
  EdgeHeaders(MultiMap fields, @Nullable String authority) {
    this.fields = fields;
    this.authority = fields.contains(HOST) ? null : authority;
  }

  @Override
  public @Nullable String get(String name) {
    String value = fields.get(name);
    return value == null && HOST.equalsIgnoreCase(name) ? authority : value;
  }

  @Override
  public List<String> all(String name) {
    List<String> values = fields.getAll(name);
    return values.isEmpty() && authority != null && HOST.equalsIgnoreCase(name)
        ? List.of(authority)
        : values;
  }

  @Override
  public void forEach(BiConsumer<String, String> consumer) {
    if (authority != null) {
      consumer.accept(HOST, authority);
    }
    fields.forEach(consumer);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }
}
