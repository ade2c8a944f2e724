package dev.junction.wire.http;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The header fields of a request or response. Names compare without regard to case; order and
/// repetitions are kept.
public interface Headers {

  /// The first value of a field, or null when it is absent.
  @Nullable String get(String name);

  /// All values of a field in order; empty when it is absent.
  List<String> all(String name);

  /// Hands every field to the consumer, repetitions included.
  void forEach(BiConsumer<String, String> consumer);
}
