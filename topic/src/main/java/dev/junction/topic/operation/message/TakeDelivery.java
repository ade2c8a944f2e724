package dev.junction.topic.operation.message;

import dev.junction.delivery.Arrival;
import dev.junction.delivery.Handover;
import dev.junction.delivery.Source;
import dev.junction.delivery.Target;
import dev.junction.delivery.report.ReportWish;
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
import dev.junction.topic.domain.MessageRules;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.PhoneNumbers;
import dev.junction.topic.domain.Places;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.operation.sms.SmsSandbox;
import dev.junction.topic.report.ApplicationEvent;
import dev.junction.topic.report.FailureEvents;
import dev.junction.topic.report.Feedback;
import dev.junction.topic.state.Publication;
import dev.junction.topic.state.Published;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.Topics;
import dev.junction.topic.state.application.Attributed;
import dev.junction.topic.state.sms.SmsAccount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes what is delivered to phones, to devices and, from other services, to topics.
///
/// A phone takes nothing of an account that it opted out of or, in the sandbox, that has not
/// verified it, a device nothing while it is disabled
/// or once it is deleted; what they take goes on to whatever reaches them. An application may tell
/// topics of its account what happens to devices; another service may publish where the topic's
/// policy allows it, also within one account. Source: SNS Developer Guide, "Opting out of receiving
/// SMS messages", "Mobile push notifications" and "Application event notifications"; EventBridge
/// User Guide, "Using resource-based policies", Amazon SNS permissions.
public final class TakeDelivery implements Target<Topics> {

  private static final String OWN_PRINCIPAL = "sns.amazonaws.com";

  /// What carriers call what an account has set for its text messages.
  private static final Map<String, String> NAMES_OF_DEFAULTS =
      Map.of("DefaultSMSType", "type", "DefaultSenderID", "senderId");

  private final PartitionService<Topics> service;
  private final Identities identities;
  private final Supplier<String> endpoint;
  private final boolean smsSandbox;

  /// @param endpoint what URLs in messages begin with that no call brings about
  /// @param smsSandbox whether text messages reach only numbers that their account has verified
  public TakeDelivery(
      PartitionService<Topics> service,
      Identities identities,
      Supplier<String> endpoint,
      boolean smsSandbox) {
    this.smsSandbox = smsSandbox;
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
      return toPhone(topics, tx, arn, handover.body());
    }
    if (own && application != null) {
      return toDevice(topics, application, handover);
    }
    return TopicAddress.ofArn(handover.target())
        .map(address -> toTopic(topics, tx, address, handover))
        .orElseGet(() -> refused(TopicErrors.noSuchTopic()));
  }

  private static Arrival refused(ServiceError error) {
    return new Arrival.Refused(error.codeForQuery(), error.message());
  }

  private Arrival toPhone(Topics topics, Transaction<Topics> tx, Arn arn, byte[] body) {
    String number = PhoneNumbers.ofTarget(arn);
    AccountId account = new AccountId(arn.account());
    Region region = new Region(arn.region());
    SmsAccount owner = topics.smsAccounts().find(tx, account, region);
    List<ReportWish> wishes = Feedback.ofTextMessages(owner.attributes());
    // Source of the sentence: SNS Developer Guide, "SMS delivery failure reasons".
    if (topics.optOuts().isOptedOut(tx, account, region, number)) {
      return new Arrival.Refused("OptedOut", "Phone number is opted out", wishes);
    }
    boolean mayGet =
        !smsSandbox
            || owner.verified().containsKey(number)
            || SmsSandbox.isCode(owner, number, body);
    if (!mayGet) {
      return new Arrival.Refused(
          "NotVerified",
          "The account is in the SMS sandbox and has not verified the number",
          wishes);
    }
    return new Arrival.PassedOn(Protocol.SMS.written(), number, defaults(owner), wishes);
  }

  /// What counts for a text message that does not say otherwise. Source: SNS API reference,
  /// SetSMSAttributes.
  private static Map<String, String> defaults(SmsAccount owner) {
    Map<String, String> details = new TreeMap<>();
    NAMES_OF_DEFAULTS.forEach(
        (name, detail) -> {
          String value = owner.attributes().get(name);
          if (value != null) {
            details.put(detail, value);
          }
        });
    return details;
  }

  private static Arrival toDevice(
      Topics topics, ApplicationAddress application, Handover handover) {
    String arn = handover.target();
    Attributed device = topics.applications().findEndpoint(application, arn);
    Attributed owner = topics.applications().find(application);
    List<ReportWish> wishes =
        owner == null ? List.of() : wishes(application, owner.attributes(), handover.body());
    if (device == null) {
      return new Arrival.Refused(FailureEvents.NOT_FOUND, "Endpoint was not found", wishes);
    }
    if (!device.isEnabled()) {
      return new Arrival.Refused(FailureEvents.DISABLED, "Endpoint is disabled", wishes);
    }
    if (owner != null && !owner.isEnabled()) {
      return new Arrival.Refused(
          FailureEvents.APPLICATION_DISABLED, "Platform application is disabled", wishes);
    }
    Map<String, String> details = new TreeMap<>();
    details.put("platform", application.platform());
    details.put("application", application.name());
    details.put("token", device.attributes().getOrDefault("Token", ""));
    details.put("customUserData", device.attributes().getOrDefault("CustomUserData", ""));
    return new Arrival.PassedOn(Protocol.APPLICATION.written(), arn, details, wishes);
  }

  private static List<ReportWish> wishes(
      ApplicationAddress application, Map<String, String> attributes, byte[] body) {
    List<ReportWish> all = new ArrayList<>(Feedback.of(application, attributes));
    if (!ApplicationEvent.isFailure(body)) {
      all.addAll(FailureEvents.of(attributes));
    }
    return all;
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
            message,
            null,
            null,
            handover.source().principal(),
            endpoint.get(),
            handover.trace(),
            null);
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
        MessageRules.subjectProblem(handover.subject()) == null ? handover.subject() : null,
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
