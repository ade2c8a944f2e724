package dev.junction.topic.operation.message;

import dev.junction.delivery.Arrival;
import dev.junction.delivery.Handover;
import dev.junction.delivery.Target;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Caller;
import dev.junction.identity.policy.PolicyRequest;
import dev.junction.identity.policy.RequestContext;
import dev.junction.identity.policy.ResourceAccess;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.state.Publication;
import dev.junction.topic.state.Published;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Publishes a message that another service delivers to a topic.
///
/// The topic's policy has to allow it to that service, also within one account. Source:
/// EventBridge User Guide, "Using resource-based policies for Amazon EventBridge", permissions of
/// SNS.
public final class TakeDelivery implements Target<Topics> {

  private static final String LOCAL = "http://localhost";

  private final PartitionService<Topics> service;
  private final String endpoint;

  /// @param publicUrl what URLs in messages begin with, or null
  public TakeDelivery(PartitionService<Topics> service, @Nullable String publicUrl) {
    this.service = service;
    this.endpoint = Objects.requireNonNullElse(publicUrl, LOCAL);
  }

  @Override
  public String arnService() {
    return "sns";
  }

  @Override
  public PartitionService<Topics> partitionService() {
    return service;
  }

  @Override
  public Arrival take(Topics topics, Transaction<Topics> tx, Handover handover) {
    TopicAddress address = TopicAddress.ofArn(handover.target()).orElse(null);
    Topic topic = address == null ? null : topics.find(address);
    if (topic == null) {
      return refused(TopicErrors.noSuchTopic());
    }
    if (!isAllowed(topic, tx, handover)) {
      return refused(
          TopicErrors.denied(
              handover.source().principal(), TopicAction.PUBLISH.operation(), topic.arn()));
    }
    if (handover.body().length > TopicLimits.MESSAGE_BYTES_MAX) {
      return refused(TopicErrors.invalid("Message too long"));
    }
    String text = new String(handover.body(), StandardCharsets.UTF_8);
    NewMessage message =
        new NewMessage(
            topics.newId(),
            tx.now(),
            text,
            Map.of(),
            text,
            null,
            handover.attributes(),
            handover.groupId(),
            handover.deduplicationId());
    Outcome<Published> outcome =
        topic.publish(
            tx, new Publication(message, null, null, handover.source().principal(), endpoint));
    return switch (outcome) {
      case Outcome.Accepted<Published> _ -> Arrival.DELIVERED;
      case Outcome.Rejected<Published>(ServiceError error) -> refused(error);
    };
  }

  private static Arrival refused(ServiceError error) {
    return new Arrival.Refused(error.codeForQuery(), error.message());
  }

  private static boolean isAllowed(Topic topic, Transaction<Topics> tx, Handover handover) {
    RequestContext context =
        RequestContext.of(/* sourceIp= */ null, /* secure= */ true, tx.now())
            .with("aws:SourceArn", handover.source().arn())
            .with("aws:SourceAccount", handover.source().account());
    PolicyRequest request =
        new PolicyRequest(
            new Caller.Service(handover.source().principal()),
            TopicAction.PUBLISH.policyName(),
            topic.arn(),
            context);
    return ResourceAccess.decide(topic.policy(), topic.address().account(), request).isAllowed();
  }
}
