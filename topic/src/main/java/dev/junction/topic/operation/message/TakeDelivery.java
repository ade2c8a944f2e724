package dev.junction.topic.operation.message;

import dev.junction.delivery.Arrival;
import dev.junction.delivery.Handover;
import dev.junction.delivery.Source;
import dev.junction.delivery.Target;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Caller;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyRequest;
import dev.junction.identity.policy.RequestContext;
import dev.junction.identity.policy.ResourceAccess;
import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.topic.access.Identities;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.PhoneNumbers;
import dev.junction.topic.domain.Places;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.report.Feedback;
import dev.junction.topic.state.Publication;
import dev.junction.topic.state.Published;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.Topics;
import dev.junction.topic.state.application.Attributed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes what is delivered to phones, to devices and, from other services, to topics.
///
/// A phone takes nothing of an account that it opted out of, a device nothing while it is disabled
/// or once it is deleted; what they take goes on to whatever reaches them. An application may tell
/// topics of its account what happens to devices; another service may publish where the topic's
/// policy allows it, also within one account. Source: SNS Developer Guide, "Opting out of receiving
/// SMS messages", "Mobile push notifications" and "Application event notifications"; EventBridge
/// User Guide, "Using resource-based policies", Amazon SNS permissions.
public final class TakeDelivery implements Target<Topics> {

  private static final String OWN_PRINCIPAL = "sns.amazonaws.com";

  private final PartitionService<Topics> service;
  private final Identities identities;
  private final Supplier<String> endpoint;

  /// @param endpoint what URLs in messages begin with that no call brings about
  public TakeDelivery(
      PartitionService<Topics> service, Identities identities, Supplier<String> endpoint) {
    this.service = service;
    this.identities = identities;
    this.endpoint = endpoint;
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
  public int partitionOf(PartitionContext context, Arn arn) {
    AccountId account = new AccountId(arn.account());
    Region region = new Region(arn.region());
    if (PhoneNumbers.isTarget(arn)) {
      return context.partitionOf(account, region, Places.ACCOUNTS, "");
    }
    return ApplicationAddress.ofEndpoint(arn.toString())
        .map(app -> context.partitionOf(account, region, Places.APPLICATIONS, app.place()))
        .orElseGet(() -> context.partitionOf(account, region, Places.TOPICS, arn.resource()));
  }

  @Override
  public Arrival take(Topics topics, Transaction<Topics> tx, Handover handover) {
    Arn arn = Arn.parse(handover.target()).orElseThrow();
    ApplicationAddress application = ApplicationAddress.ofEndpoint(handover.target()).orElse(null);
    boolean own = handover.source().principal().equals(OWN_PRINCIPAL);
    if (own && PhoneNumbers.isTarget(arn)) {
      return toPhone(topics, tx, arn);
    }
    if (own && application != null) {
      return toDevice(topics, application, handover.target());
    }
    return TopicAddress.ofArn(handover.target())
        .map(address -> toTopic(topics, tx, address, handover))
        .orElseGet(() -> refused(TopicErrors.noSuchTopic()));
  }

  private static Arrival refused(ServiceError error) {
    return new Arrival.Refused(error.codeForQuery(), error.message());
  }

  private static Arrival toPhone(Topics topics, Transaction<Topics> tx, Arn arn) {
    String number = PhoneNumbers.ofTarget(arn);
    AccountId account = new AccountId(arn.account());
    Region region = new Region(arn.region());
    if (topics.optOuts().isOptedOut(tx, account, region, number)) {
      return new Arrival.Refused("OptedOut", "The phone wants no messages of this account.");
    }
    Map<String, String> wanted = topics.smsAccounts().find(tx, account, region).attributes();
    return new Arrival.PassedOn(
        Protocol.SMS.written(), number, Map.of(), Feedback.ofTextMessages(wanted));
  }

  private static Arrival toDevice(Topics topics, ApplicationAddress application, String arn) {
    Attributed device = topics.applications().findEndpoint(application, arn);
    if (device == null) {
      return new Arrival.Refused("NotFound", "The device is not there any more.");
    }
    if (!device.isEnabled()) {
      return new Arrival.Refused("EndpointDisabled", "The device is disabled.");
    }
    Attributed owner = topics.applications().find(application);
    if (owner != null && !owner.isEnabled()) {
      return new Arrival.Refused(
          "PlatformApplicationDisabled", "The application of the device is disabled.");
    }
    Map<String, String> details = new TreeMap<>();
    details.put("platform", application.platform());
    details.put("application", application.name());
    details.put("token", device.attributes().getOrDefault("Token", ""));
    details.put("customUserData", device.attributes().getOrDefault("CustomUserData", ""));
    return new Arrival.PassedOn(
        Protocol.APPLICATION.written(),
        arn,
        details,
        owner == null ? List.of() : Feedback.of(application, owner.attributes()));
  }

  private Arrival toTopic(
      Topics topics, Transaction<Topics> tx, TopicAddress address, Handover handover) {
    Topic topic = topics.find(address);
    if (topic == null) {
      return refused(TopicErrors.noSuchTopic());
    }
    Source source = handover.source();
    Decision decision = decide(topic, tx, source);
    if (!decision.isAllowed()) {
      return refused(
          TopicErrors.denied(
              decision, source.principal(), TopicAction.PUBLISH.operation(), address.arn()));
    }
    byte[] body = handover.body();
    if (body.length == 0 || body.length > TopicLimits.MESSAGE_BYTES_MAX) {
      return refused(TopicErrors.invalid("Message", "it is empty or too long"));
    }
    if (address.isFifo() && handover.groupId() == null) {
      return refused(
          TopicErrors.invalid("The MessageGroupId parameter is required for FIFO topics"));
    }
    NewMessage message = message(tx, address, handover, body);
    Publication publication =
        new Publication(
            message, null, null, handover.source().principal(), endpoint.get(), handover.trace());
    return switch (topic.publish(tx, publication)) {
      case Outcome.Accepted<Published>(Published published) ->
          new Arrival.Delivered(published.id());
      case Outcome.Rejected<Published>(ServiceError error) -> refused(error);
    };
  }

  private NewMessage message(
      Transaction<Topics> tx, TopicAddress address, Handover handover, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return new NewMessage(
        identities.next(),
        tx.now(),
        text,
        Map.of(),
        text,
        null,
        handover.attributes(),
        handover.groupId(),
        address.isFifo() ? handover.deduplicationId() : null);
  }

  private static Decision decide(Topic topic, Transaction<Topics> tx, Source source) {
    if (source.principal().equals(OWN_PRINCIPAL)
        && source.account().equals(topic.address().account().value())
        && ApplicationAddress.ofArn(source.arn()).isPresent()) {
      // An application tells what happens to its devices.
      return Decision.ALLOWED;
    }
    @Nullable Policy policy = topic.policy();
    if (policy == null) {
      return Decision.NOT_ALLOWED;
    }
    RequestContext context =
        RequestContext.of(/* sourceIp= */ null, /* secure= */ true, tx.now())
            .with("aws:SourceArn", source.arn())
            .with("aws:SourceAccount", source.account());
    PolicyRequest request =
        new PolicyRequest(
            new Caller.Service(source.principal()),
            TopicAction.PUBLISH.policyName(),
            topic.arn(),
            context);
    return ResourceAccess.decide(policy, topic.address().account(), request);
  }
}
