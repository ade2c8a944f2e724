package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueSettings;
import dev.junction.queue.domain.RedriveAllowPolicy;
import dev.junction.queue.domain.RedrivePolicy;
import dev.junction.queue.state.Queue;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sees to it that a queue names only a dead-letter queue that exists and lets it.
///
/// Source: SQS API reference, SetQueueAttributes, `RedrivePolicy` and `RedriveAllowPolicy`.
final class Redrive {

  private final QueueAccess access;

  Redrive(QueueAccess access) {
    this.access = access;
  }

  /// Goes on when the attributes name no dead-letter queue or one that may be used.
  <R> CompletableFuture<Outcome<R>> checked(
      QueueAddress queue,
      Map<String, String> attributes,
      Supplier<CompletableFuture<Outcome<R>>> then) {
    String json = attributes.get(QueueSettings.REDRIVE_POLICY);
    RedrivePolicy policy = new QueueSettings(attributes).redrivePolicy();
    // One that is malformed or of another type is refused with the other attributes.
    if (json == null || policy == null || !isAlike(queue, policy.target())) {
      return then.get();
    }
    QueueAddress target = policy.target();
    return access
        .submit(target, (queues, _) -> Outcome.accepted(problem(queue, json, queues.find(target))))
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<Verdict>(var error) ->
                      QueueAccess.<R>done(Outcome.rejected(error));
                  case Outcome.Accepted<Verdict>(Verdict(var error)) ->
                      error == null ? then.get() : QueueAccess.<R>done(Outcome.rejected(error));
                });
  }

  /// Only a queue of the same account, region and type can be named; nothing is said of others.
  private static boolean isAlike(QueueAddress source, QueueAddress target) {
    return target.isFifo() == source.isFifo()
        && target.account().equals(source.account())
        && target.region().equals(source.region());
  }

  private record Verdict(@Nullable ServiceError error) {}

  private static Verdict problem(QueueAddress source, String json, @Nullable Queue target) {
    if (target == null) {
      return new Verdict(
          QueueErrors.badValue(
              json, QueueSettings.REDRIVE_POLICY, "Dead letter target does not exist."));
    }
    RedriveAllowPolicy allow = target.record().settings().redriveAllowPolicy();
    return new Verdict(
        allow.allows(source)
            ? null
            : QueueErrors.badValue(
                json,
                QueueSettings.REDRIVE_POLICY,
                "Queue does not allow this queue as a source of dead letters."));
  }
}
