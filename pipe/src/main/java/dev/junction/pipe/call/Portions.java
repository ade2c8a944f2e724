package dev.junction.pipe.call;

import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.CreatePipeRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A target whose service takes only so much in one request: it is called for one portion of the
/// payloads after the other.
///
/// Without it a batch of long messages would be refused as a whole, again and again. What is too
/// long alone is given on alone. A portion that fails has no effect on what is known of the others.
/// Threads: any.
///
/// @param bytesMax how long the payloads of one request are together
/// @param bytesEach what each counts beside its text
/// @param ordered whether nothing may overtake what was not taken
public record Portions(long bytesMax, long bytesEach, boolean ordered, TargetCall whole)
    implements TargetCall {

  private static final ServiceError WAITING =
      ServiceError.client("NotAttempted", 400, "Something before it was not taken.");

  @Override
  public CompletionStage<List<Optional<ServiceError>>> call(List<Payload> payloads) {
    return inTurn(split(payloads, this::bytes, bytesMax), ordered, whole::call);
  }

  private long bytes(Payload payload) {
    return bytes(payload.text()) + bytesEach;
  }

  static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// Whether one call of a pipe's target can have several messages of a group whose order counts.
  /// Without an enrichment a call has one of each group.
  static boolean isOrdered(CreatePipeRequest settings) {
    String enrichment = settings.enrichment();
    return settings.source().endsWith(".fifo") && enrichment != null && !enrichment.isEmpty();
  }

  /// Gives one portion after the other; the results are in the order of the portions.
  ///
  /// @param ordered whether a portion that was not taken, or only in part, is the last one
  static <T> CompletionStage<List<Optional<ServiceError>>> inTurn(
      List<List<T>> portions,
      boolean ordered,
      Function<List<T>, CompletionStage<List<Optional<ServiceError>>>> call) {
    CompletionStage<List<Optional<ServiceError>>> all =
        CompletableFuture.completedFuture(List.of());
    for (List<T> some : portions) {
      all =
          all.thenCompose(
              before ->
                  ordered && before.stream().anyMatch(Optional::isPresent)
                      ? CompletableFuture.completedFuture(
                          joined(before, TargetCall.all(some.size(), Optional.of(WAITING))))
                      : Attempt.of(
                              () -> call.apply(some),
                              error -> TargetCall.all(some.size(), Optional.of(error)))
                          .thenApply(results -> joined(before, results)));
    }
    return all;
  }

  private static <T> List<T> joined(List<T> before, List<T> more) {
    List<T> both = new ArrayList<>(before);
    both.addAll(more);
    return both;
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
