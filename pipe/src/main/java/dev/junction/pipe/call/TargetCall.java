package dev.junction.pipe.call;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The target of one pipe, ready to be called. Threads: any.
@FunctionalInterface
public interface TargetCall {

  /// Gives payloads to the target, in their order. The stage ends when the target has them for
  /// good, with an error for each payload that it did not take, and never with an exception. Only
  /// messages of payloads with an error come again, so that this is also the place for what a
  /// target itself answers about parts of a batch.
  CompletionStage<List<Optional<ServiceError>>> call(List<Payload> payloads);

  /// For how long the target wants to be left alone.
  default long restNanos() {
    return 0;
  }

  /// The same for every payload.
  static List<Optional<ServiceError>> all(int count, Optional<ServiceError> result) {
    return Collections.nCopies(count, result);
  }

  /// The same for every payload, as a stage.
  static CompletionStage<List<Optional<ServiceError>>> allDone(int count, ServiceError error) {
    return CompletableFuture.completedFuture(all(count, Optional.of(error)));
  }

  /// The error of a call that did not get through.
  static Optional<ServiceError> error(Outcome<?> outcome) {
    return outcome instanceof Outcome.Rejected<?>(ServiceError error)
        ? Optional.of(error)
        : Optional.empty();
  }
}
