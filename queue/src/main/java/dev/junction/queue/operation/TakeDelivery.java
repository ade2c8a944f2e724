package dev.junction.queue.operation;

import dev.junction.delivery.Arrival;
import dev.junction.delivery.Attribute;
import dev.junction.delivery.Handover;
import dev.junction.delivery.Source;
import dev.junction.delivery.Target;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Caller;
import dev.junction.identity.policy.PolicyRequest;
import dev.junction.identity.policy.RequestContext;
import dev.junction.identity.policy.ResourceAccess;
import dev.junction.identity.policy.condition.ContextValues;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.kernel.TraceContext;
import dev.junction.queue.domain.MessageAttribute;
import dev.junction.queue.domain.NewMessage;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Queues;
import dev.junction.queue.state.Sent;
import dev.junction.wire.codec.xml.XmlCharacters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts a message into a queue that another service delivers.
///
/// The queue's policy has to allow it to that service, also within one account, unless the service
/// delivers as a role. Source: SNS Developer Guide, "Subscribing an Amazon SQS queue to an Amazon
/// SNS topic", step 2; EventBridge Scheduler User Guide, "Setting up the execution role".
public final class TakeDelivery implements Target<Queues> {

  private final PartitionService<Queues> service;

  public TakeDelivery(PartitionService<Queues> service) {
    this.service = service;
  }

  @Override
  public String arnService() {
    return "sqs";
  }

  @Override
  public PartitionService<Queues> partitionService() {
    return service;
  }

  @Override
  public Arrival take(Queues queues, Transaction<Queues> tx, Handover handover) {
    Queue queue = queues.find(handover.target());
    if (queue == null) {
      return refused(QueueErrors.noSuchQueue());
    }
    if (!isAllowed(queue, tx, handover)) {
      return refused(QueueErrors.accessDenied(handover.target()));
    }
    if (handover.attributes().size() > QueueLimits.MESSAGE_ATTRIBUTES_MAX) {
      return refused(
          QueueErrors.invalidParameter(
              "A message has " + QueueLimits.MESSAGE_ATTRIBUTES_MAX + " attributes at most."));
    }
    // An envelope, which has a part for each recipient, is JSON, where they are escaped. A dead
    // letter would be lost.
    if (handover.form().tail() == null
        && !handover.isDeadLetter()
        && !XmlCharacters.isAllowed(handover.body())) {
      return refused(QueueErrors.badCharacters());
    }
    if (queue.address().isFifo() && handover.groupId() == null) {
      return refused(QueueErrors.missing("MessageGroupId"));
    }
    Outcome<Sent> outcome = Parcel.of(message(queues, queue, handover)).send(queue, tx);
    return switch (outcome) {
      case Outcome.Accepted<Sent>(var sent) -> new Arrival.Delivered(sent.id());
      case Outcome.Rejected<Sent>(ServiceError error) -> refused(error);
    };
  }

  private static Arrival refused(ServiceError error) {
    return new Arrival.Refused(error.codeForQuery(), error.message());
  }

  private static boolean isAllowed(Queue queue, Transaction<Queues> tx, Handover handover) {
    PolicyRequest request =
        new PolicyRequest(
            caller(handover.source()),
            QueueAction.SEND_MESSAGE.policyName(),
            handover.target(),
            new Circumstances(handover.source(), tx.now()));
    return ResourceAccess.decide(queue.policy(), queue.address().account(), request).isAllowed();
  }

  /// A source that delivers as a role of its account needs no more than that account's own rights.
  private static Caller caller(Source source) {
    Optional<Arn> role = Arn.parse(source.principal());
    return role.isEmpty()
        ? new Caller.Service(source.principal())
        : new Caller.Identity(
            new AccountId(source.account()), role.get(), /* userId= */ source.account());
  }

  /// What conditions see of a delivery; made as they ask, because most ask for one thing at most.
  private record Circumstances(Source source, Instant now) implements ContextValues {

    @Override
    public List<String> of(String key) {
      return switch (key) {
        case "aws:sourcearn" -> List.of(source.arn());
        case "aws:sourceaccount" -> List.of(source.account());
        default -> RequestContext.of(/* sourceIp= */ null, /* secure= */ true, now).of(key);
      };
    }
  }

  private static NewMessage message(Queues queues, Queue queue, Handover handover) {
    List<MessageAttribute> attributes =
        handover.attributes().isEmpty()
            ? List.of()
            : handover.attributes().stream().map(TakeDelivery::attribute).toList();
    return new NewMessage(
        queues.newId(),
        handover.source().principal(),
        handover.body(),
        handover.bodyMd5(),
        attributes,
        traceHeader(handover.trace()),
        handover.groupId(),
        queue.address().isFifo() ? handover.deduplicationId() : null,
        null);
  }

  /// A trace that began here is not told: the real service adds no attribute either.
  private static @Nullable String traceHeader(@Nullable TraceContext trace) {
    return trace == null || trace.given() == null ? null : trace.xray();
  }

  private static MessageAttribute attribute(Attribute attribute) {
    return new MessageAttribute(
        attribute.name(), attribute.type(), attribute.binary(), attribute.value());
  }
}
