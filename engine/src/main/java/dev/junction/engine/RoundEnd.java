package dev.junction.engine;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What services have put off to the end of a round of their partition. Threads: the partition's.
final class RoundEnd {

  /// What one service does then.
  record Work<S>(ServiceSlot<S> slot, Consumer<Transaction<S>> what) {}

  private final ArrayDeque<Work<?>> waiting = new ArrayDeque<>();

  <S> void add(ServiceSlot<S> slot, Consumer<Transaction<S>> what) {
    waiting.add(new Work<>(slot, what));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Takes out what was put off first; null when there is nothing.
  @Nullable Work<?> poll() {
    return waiting.poll();
  }

  /// Forgets everything, as it belonged to views that are gone.
  void clear() {
    waiting.clear();
  }
}
