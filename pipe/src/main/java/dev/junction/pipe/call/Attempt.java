package dev.junction.pipe.call;

import dev.junction.kernel.ServiceError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that end with an error where they would throw, or fail. Threads: any.
public final class Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
  private static final ServiceError BROKEN =
      ServiceError.server("InternalFailure", 500, "The call failed.");

  private Attempt() {}

  /// Calls something.
  ///
  /// @param failed what a call that throws or fails has as its result
  public static <T> CompletionStage<T> of(
      Supplier<CompletionStage<T>> call, Function<ServiceError, T> failed) {
    CompletionStage<T> result;
    try {
      result = call.get();
    } catch (RuntimeException broken) {
      result = CompletableFuture.failedFuture(broken);
    }
    return result.exceptionally(
        failure -> {
          LOG.error("A call of a pipe failed", failure);
          return failed.apply(BROKEN);
        });
  }
}
