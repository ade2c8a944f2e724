package dev.junction.bus.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Work of several steps on several partitions, one after the other for each key, so that what the
/// first step saw still holds in the last. Threads: any.
final class Turns {

  private final ConcurrentHashMap<String, CompletableFuture<Boolean>> last =
      new ConcurrentHashMap<>();

  /// Begins work when the work before of its key has ended.
  <R> CompletableFuture<R> take(String key, Supplier<CompletionStage<R>> work) {
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> before = last.put(key, mine);
    return (before == null ? CompletableFuture.completedFuture(true) : before)
        .thenCompose(_ -> work.get())
        .whenComplete(
            (_, _) -> {
              last.remove(key, mine);
              mine.complete(true);
            });
  }
}
