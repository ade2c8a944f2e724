package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.DeleteTopicInput;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.access.Visit;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.state.Topic;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Deletes a topic with its subscriptions; one that is not there counts as deleted. Source: SNS API
/// reference, DeleteTopic.
public final class DeleteTopic {

  private final TopicAccess access;

  public DeleteTopic(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, DeleteTopicInput input) {
    return switch (Visit.of(call, TopicAction.DELETE_TOPIC, "TopicArn", input.topicArn())) {
      case Outcome.Rejected<Visit>(var error) -> TopicAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Visit>(var visit) ->
          access.submit(
              visit.topic(),
              (topics, tx) -> {
                Topic topic = topics.find(visit.topic());
                if (topic == null && visit.topic().account().equals(call.accountId())) {
                  return Outcome.accepted(Unit.INSTANCE);
                }
                return visit.with(
                    topics,
                    tx,
                    found -> {
                      if (found.record().settings().archiveRetention() != null) {
                        return Outcome.rejected(TopicErrors.archives());
                      }
                      topics.delete(tx, found);
                      return Outcome.accepted(Unit.INSTANCE);
                    });
              });
    };
  }
}
