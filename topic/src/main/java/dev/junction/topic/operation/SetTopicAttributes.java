package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.SetTopicAttributesInput;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.domain.TopicRules;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// Changes one attribute of a topic. Source: SNS API reference, SetTopicAttributes.
public final class SetTopicAttributes {

  private final TopicAccess access;

  public SetTopicAttributes(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, SetTopicAttributesInput input) {
    String value = Objects.requireNonNullElse(input.attributeValue(), "");
    return access.run(
        call,
        TopicAction.SET_TOPIC_ATTRIBUTES,
        input.topicArn(),
        (topic, tx) ->
            TopicRules.change(
                    topic.address(), topic.record().settings(), input.attributeName(), value)
                .then(
                    settings -> {
                      ServiceError problem = topic.problem(settings);
                      if (problem != null) {
                        return Outcome.rejected(problem);
                      }
                      topic.change(tx, settings);
                      return Outcome.accepted(Unit.INSTANCE);
                    }));
  }
}
