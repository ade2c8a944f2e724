package dev.junction.pipe.call;

import dev.junction.kernel.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToLongFunction;

/// A target whose service takes only so much in one request: it is called for one portion of the
/// payloads after the other.
///
/// Without it a batch of long messages would be refused as a whole, again and again. What is too
/// long alone is given on alone. Threads: any.
///
/// @param bytesMax how long the payloads of one request are together
/// @param bytesEach what each counts beside its text
public record Portions(long bytesMax, long bytesEach, TargetCall whole) implements TargetCall {

  @Override
  public CompletionStage<List<Optional<ServiceError>>> call(List<Payload> payloads) {
    CompletionStage<List<Optional<ServiceError>>> all =
        CompletableFuture.completedFuture(List.of());
    for (List<Payload> some : split(payloads, this::bytes, bytesMax)) {
      all =
          all.thenCompose(
              before ->
                  whole
                      .call(some)
                      .thenApply(
                          results -> {
                            List<Optional<ServiceError>> both = new ArrayList<>(before);
                            both.addAll(results);
                            return both;
                          }));
    }
    return all;
  }

  private long bytes(Payload payload) {
    return payload.text().getBytes(StandardCharsets.UTF_8).length + bytesEach;
  }

  /// Cuts a list where a portion would get too long; each portion has one element at least.
  public static <T> List<List<T>> split(List<T> all, ToLongFunction<T> bytes, long bytesMax) {
    List<List<T>> portions = new ArrayList<>();
    List<T> portion = new ArrayList<>();
    long size = 0;
    for (T each : all) {
      long more = bytes.applyAsLong(each);
      if (!portion.isEmpty() && size + more > bytesMax) {
        portions.add(portion);
        portion = new ArrayList<>();
        size = 0;
      }
      portion.add(each);
      size += more;
    }
    if (!portion.isEmpty()) {
      portions.add(portion);
    }
    return portions;
  }
}
