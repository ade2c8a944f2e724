package dev.junction.topic.operation.message;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.PublishInput;
import dev.junction.models.sns.PublishResponse;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.access.Visit;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.state.Published;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// Sends one message to the subscriptions of a topic, or to one phone or device. Source: SNS API
/// reference, Publish.
public final class Publish {

  private final TopicAccess access;
  private final Surroundings surroundings;

  public Publish(TopicAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  public CompletionStage<Outcome<PublishResponse>> run(Call call, PublishInput input) {
    String target = input.targetArn();
    String number = input.phoneNumber();
    if (Stream.of(input.topicArn(), target, number).filter(Objects::nonNull).count() > 1) {
      return refused(
          TopicErrors.invalid(
              "TopicArn, TargetArn and PhoneNumber", "only one of them can be given"));
    }
    if (number != null) {
      return new DirectPublish(access, surroundings).toPhone(call, input, number);
    }
    if (target != null && target.contains(":endpoint/")) {
      return new DirectPublish(access, surroundings).toEndpoint(call, input, target);
    }
    // For compatibility the ARN of a topic may be given as either.
    String arn = input.topicArn() == null ? target : input.topicArn();
    if (arn == null) {
      return refused(
          TopicErrors.invalid("TopicArn or TargetArn", "no value for required parameter"));
    }
    return switch (Visit.of(call, TopicAction.PUBLISH, "TopicArn", arn)) {
      case Outcome.Rejected<Visit>(var error) -> refused(error);
      case Outcome.Accepted<Visit>(var visit) -> publish(visit, input);
    };
  }

  private CompletionStage<Outcome<PublishResponse>> publish(Visit visit, PublishInput input) {
    Outcome<NewMessage> checked =
        MessageDraft.of(input)
            .message(
                surroundings.identities().next(),
                surroundings.clock().now(),
                visit.topic().isFifo());
    return switch (checked) {
      case Outcome.Rejected<NewMessage>(var error) -> refused(error);
      case Outcome.Accepted<NewMessage>(var message) ->
          Preparation.of(surroundings, visit.call(), visit.topic(), List.of(message))
              .thenCompose(
                  prepared ->
                      access.run(visit, (topic, tx) -> topic.publish(tx, prepared.getFirst())))
              .thenApply(outcome -> outcome.map(Publish::result));
    };
  }

  private static CompletionStage<Outcome<PublishResponse>> refused(ServiceError error) {
    return TopicAccess.done(Outcome.rejected(error));
  }

  private static PublishResponse result(Published published) {
    return PublishResponse.builder()
        .messageId(published.id().toString())
        .sequenceNumber(published.sequence())
        .build();
  }
}
