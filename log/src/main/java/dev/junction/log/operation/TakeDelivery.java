package dev.junction.log.operation;

import dev.junction.delivery.Arrival;
import dev.junction.delivery.Attribute;
import dev.junction.delivery.Handover;
import dev.junction.delivery.Source;
import dev.junction.delivery.Target;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Caller;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyRequest;
import dev.junction.identity.policy.RequestContext;
import dev.junction.identity.policy.ResourceAccess;
import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.identity.policy.condition.ContextValues;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.log.domain.EventBatch;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.NewEvent;
import dev.junction.log.state.Groups;
import dev.junction.log.state.LogGroup;
import dev.junction.log.state.StreamRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what another service delivers into a log group, as one event.
///
/// The stream is the one that the attribute [#STREAM] names, or a new one with a UUID as its name.
/// The resource policies of the account or the group have to allow both `logs:CreateLogStream` and
/// `logs:PutLogEvents` to the delivering service. Source: EventBridge User Guide, "Using
/// resource-based policies", "Amazon CloudWatch Logs permissions". Nothing says which resource
/// CreateLogStream is checked with; the documented policy (`…:log-group:NAME:*`) fits only that of
/// a stream.
public final class TakeDelivery implements Target<Groups> {

  /// The attribute of a delivery that names the stream.
  public static final String STREAM = "LogStreamName";

  private static final List<String> ACTIONS = List.of("logs:CreateLogStream", "logs:PutLogEvents");

  private final PartitionService<Groups> service;

  public TakeDelivery(PartitionService<Groups> service) {
    this.service = service;
  }

  @Override
  public String arnService() {
    return "logs";
  }

  @Override
  public String placeOf(String resource) {
    return GroupAddress.placeOf(resource);
  }

  @Override
  public PartitionService<Groups> partitionService() {
    return service;
  }

  @Override
  public Arrival take(Groups groups, Transaction<Groups> tx, Handover handover) {
    LogGroup group = GroupAddress.ofArn(handover.target()).map(groups::find).orElse(null);
    if (group == null) {
      return refused(LogErrors.noSuchGroup());
    }
    String name =
        handover.attributes().stream()
            .filter(attribute -> attribute.name().equals(STREAM))
            .map(Attribute::text)
            .filter(TakeDelivery::isName)
            .findFirst()
            .orElseGet(groups::newStreamName);
    ServiceError denied = denied(group, tx, handover, name);
    if (denied != null) {
      return refused(denied);
    }
    NewEvent event = DeliveredEvent.of(handover.body(), tx.now().toEpochMilli());
    return switch (EventBatch.check(List.of(event))) {
      case Outcome.Rejected<List<NewEvent>>(var error) -> refused(error);
      case Outcome.Accepted<List<NewEvent>>(var events) -> put(group, tx, name, events);
    };
  }

  private static Arrival put(
      LogGroup group, Transaction<Groups> tx, String name, List<NewEvent> events) {
    NewEvent event = events.getFirst();
    EventBatch batch =
        EventBatch.of(events, tx.now().toEpochMilli(), group.keptSinceMillis(tx.now()));
    if (batch.hasRejected()) {
      return refused(
          LogErrors.invalid("An event of " + event.timeMillis() + " is too old or too new."));
    }
    StreamRecord stream = group.stream(tx, name);
    if (stream == null) {
      stream = group.createStream(tx, name, /* isDelivered= */ true);
    }
    group.put(tx, name, stream, events);
    return Arrival.DELIVERED;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 512
        && name.indexOf(':') < 0
        && name.indexOf('*') < 0;
  }

  private static Arrival refused(ServiceError error) {
    return new Arrival.Refused(error.code(), error.message());
  }

  private static @Nullable ServiceError denied(
      LogGroup group, Transaction<Groups> tx, Handover handover, String stream) {
    String principal = handover.source().principal();
    String arn = group.address().streamArn(stream);
    for (String action : ACTIONS) {
      PolicyRequest request =
          new PolicyRequest(
              new Caller.Service(principal),
              action,
              arn,
              new Circumstances(handover.source(), tx.now()));
      Decision decision = decide(group, request);
      if (!decision.isAllowed()) {
        return LogErrors.denied(decision, principal, action, arn);
      }
    }
    return null;
  }

  private static Decision decide(LogGroup group, PolicyRequest request) {
    Decision all = Decision.NOT_ALLOWED;
    for (Policy policy : group.policies()) {
      Decision decision = ResourceAccess.decide(policy, group.address().account(), request);
      if (decision == Decision.DENIED_BY_POLICY) {
        return decision;
      }
      all = decision.isAllowed() ? decision : all;
    }
    return all;
  }

  /// What conditions see of a delivery.
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
}
