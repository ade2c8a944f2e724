package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.access.Visit;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// What carries tags: only topics.
final class Tagged {

  private Tagged() {}

  /// Runs work on the topic that a resource's ARN names, if it is there and the caller may.
  static <R> CompletionStage<Outcome<R>> run(
      TopicAccess access,
      Call call,
      TopicAction action,
      String resourceArn,
      TopicAccess.Work<R> work) {
    return switch (Visit.of(call, action, "ResourceArn", resourceArn)) {
      case Outcome.Rejected<Visit>(var error) -> TopicAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Visit>(var visit) ->
          access.submit(
              visit.topic(),
              (topics, tx) ->
                  topics.find(visit.topic()) == null
                      ? Outcome.rejected(TopicErrors.noSuchResource())
                      : visit.with(topics, tx, topic -> work.on(topic, tx)));
    };
  }
}
