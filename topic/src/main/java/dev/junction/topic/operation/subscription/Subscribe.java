package dev.junction.topic.operation.subscription;

import dev.junction.delivery.outbound.OutboundAddress;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.SnsErrors;
import dev.junction.models.sns.SubscribeInput;
import dev.junction.models.sns.SubscribeResponse;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.access.Visit;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.PhoneNumbers;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.SubscriptionRules;
import dev.junction.topic.domain.SubscriptionSettings;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.state.Subscription;
import dev.junction.topic.state.SubscriptionRecord;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.Topics;
import dev.junction.wire.protocol.Call;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Subscribes an endpoint to a topic; one that is subscribed already stays so.
///
/// Source: SNS API reference, Subscribe; the texts of errors are what LocalStack recorded from the
/// real service (`TestSNSSubscriptionCrud`, `TestSNSSubscriptionSQS`).
public final class Subscribe {

  /// What a mail server takes: a local part without quotes, then a host. Source: RFC 5321, 4.1.2,
  /// and RFC 6531, 3.3, for what is not ASCII.
  private static final Pattern MAIL_ADDRESS =
      Pattern.compile(
          "LOCAL(?:\\.LOCAL)*+@LABEL(?:\\.LABEL)*+"
              .replace("LOCAL", "[^@.\\p{Z}\\p{C}()<>\\[\\]:;,\"\\\\]++")
              .replace("LABEL", "(?!-)[\\p{L}\\p{M}\\p{N}-]++(?<!-)"));

  /// Source: RFC 5321, 4.5.3.1: 64 for the local part, 255 for the host.
  private static final int MAIL_ADDRESS_CHARACTERS_MAX = 320;

  /// For how long a second question has the token of the first. Ours: whoever asks again later than
  /// that has lost the first one.
  private static final Duration TOKEN_KEPT = Duration.ofHours(1);

  private final TopicAccess access;
  private final Surroundings surroundings;

  public Subscribe(TopicAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  public CompletionStage<Outcome<SubscribeResponse>> run(Call call, SubscribeInput input) {
    Outcome<Visit> visited = Visit.of(call, TopicAction.SUBSCRIBE, "TopicArn", input.topicArn());
    if (!(visited instanceof Outcome.Accepted<Visit>(var visit))) {
      return TopicAccess.done(visited.then(_ -> Outcome.rejected(TopicErrors.noSuchTopic())));
    }
    Optional<Protocol> protocol = Protocol.of(input.protocol());
    if (protocol.isEmpty()) {
      return refused(
          TopicErrors.invalid(
              "Amazon SNS does not support this protocol string: " + input.protocol()));
    }
    String endpoint = input.endpoint();
    if (endpoint == null || endpoint.isEmpty()) {
      return refused(TopicErrors.invalid("Endpoint", "no value for required parameter"));
    }
    ServiceError problem = problem(visit.topic(), protocol.get(), endpoint);
    if (problem != null) {
      return refused(problem);
    }
    Map<String, String> attributes = Objects.requireNonNullElse(input.attributes(), Map.of());
    boolean returnsArn = Boolean.TRUE.equals(input.returnSubscriptionArn());
    String reached = protocol.get() == Protocol.SMS ? PhoneNumbers.plain(endpoint) : endpoint;
    SubscriptionRules rules = new SubscriptionRules(visit.topic(), protocol.get(), reached);
    return switch (rules.create(attributes)) {
      case Outcome.Rejected<SubscriptionSettings>(var error) -> refused(error);
      case Outcome.Accepted<SubscriptionSettings>(var settings) -> {
        Wish wish = new Wish(call, rules, settings, attributes, returnsArn);
        yield device(wish)
            .thenCompose(
                outcome ->
                    switch (outcome) {
                      case Outcome.Rejected<Boolean>(var error) -> refused(error);
                      case Outcome.Accepted<Boolean> _ -> subscribe(wish, visit);
                    });
      }
    };
  }

  private CompletionStage<Outcome<SubscribeResponse>> subscribe(Wish wish, Visit visit) {
    Visit asked = visit.asking(keys(wish.rules()));
    return ready(wish)
        .thenCompose(_ -> access.run(asked, (topic, tx) -> subscribe(wish, topic, tx)));
  }

  /// Source: SNS Developer Guide, "Amazon SNS API permissions: Actions and resources reference",
  /// Amazon SNS policy keys.
  private static Map<String, String> keys(SubscriptionRules rules) {
    return Map.of("sns:Protocol", rules.protocol().written(), "sns:Endpoint", rules.endpoint());
  }

  /// Whether the caller has the device that is to be subscribed; its application may be on another
  /// partition than the topic. Source of the text: what users of the real service report.
  private CompletionStage<Outcome<Boolean>> device(Wish wish) {
    if (wish.rules().protocol() != Protocol.APPLICATION) {
      return TopicAccess.done(Outcome.accepted(true));
    }
    String arn = wish.rules().endpoint();
    Outcome<Boolean> missing =
        Outcome.rejected(
            TopicErrors.invalid("Endpoint", "Endpoint does not exist for endpoint " + arn));
    Optional<ApplicationAddress> owner =
        ApplicationAddress.ofEndpoint(arn)
            .filter(address -> address.account().equals(wish.call().accountId()))
            .filter(address -> address.region().equals(wish.call().region()));
    return owner.isEmpty()
        ? TopicAccess.done(missing)
        : access.submit(
            owner.get(),
            (topics, _) ->
                topics.applications().findEndpoint(owner.get(), arn) == null
                    ? missing
                    : Outcome.accepted(true));
  }

  /// Done when the key is there that signs the question; to make one takes too long for the thread
  /// of a partition.
  private CompletableFuture<?> ready(Wish wish) {
    boolean signs = surroundings.signer().signs(wish.rules().protocol());
    return wish.needsConfirmation() && (signs || wish.rules().protocol() == Protocol.SQS)
        ? CompletableFuture.runAsync(surroundings.signer()::warmUp, Thread::startVirtualThread)
        : CompletableFuture.completedFuture(null);
  }

  private static CompletionStage<Outcome<SubscribeResponse>> refused(ServiceError error) {
    return TopicAccess.done(Outcome.rejected(error));
  }

  private static @Nullable ServiceError problem(
      TopicAddress topic, Protocol protocol, String endpoint) {
    // Source: SNS Developer Guide, "Message delivery for FIFO topics"; the text is what users of
    // the real service report.
    if (topic.isFifo() && protocol != Protocol.SQS) {
      return TopicErrors.invalid("Invalid protocol type: " + protocol.written());
    }
    return switch (protocol) {
      case SQS -> queueProblem(topic, endpoint);
      case HTTP, HTTPS ->
          isUrl(protocol, endpoint)
              ? null
              : TopicErrors.invalid("Endpoint must match the specified protocol");
      case EMAIL, EMAIL_JSON ->
          isMailAddress(endpoint) ? null : TopicErrors.invalid("Email address");
      case SMS ->
          PhoneNumbers.isValid(PhoneNumbers.plain(endpoint))
              ? null
              : SnsErrors.invalidParameterException("Invalid SMS endpoint: " + endpoint);
      case APPLICATION ->
          ApplicationAddress.ofEndpoint(endpoint).isPresent()
              ? null
              : TopicErrors.invalid("Application endpoint arn invalid:" + endpoint);
      case LAMBDA, FIREHOSE ->
          TopicErrors.invalid(
              "Protocol", "Junction does not deliver by " + protocol.written() + " yet");
    };
  }

  private static boolean isMailAddress(String endpoint) {
    return endpoint.length() <= MAIL_ADDRESS_CHARACTERS_MAX
        && MAIL_ADDRESS.matcher(endpoint).matches();
  }

  private static boolean isUrl(Protocol protocol, String endpoint) {
    return OutboundAddress.parse(endpoint)
        .filter(address -> address.scheme().equals(protocol.written()))
        .isPresent();
  }

  private static @Nullable ServiceError queueProblem(TopicAddress topic, String endpoint) {
    Optional<Arn> arn = Arn.parse(endpoint).filter(found -> found.service().equals("sqs"));
    if (arn.isEmpty()) {
      return TopicErrors.invalid("SQS endpoint ARN");
    }
    return endpoint.endsWith(".fifo") && !topic.isFifo()
        ? TopicErrors.invalid(
            "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard"
                + " SNS topics")
        : null;
  }

  /// Who wants to subscribe what.
  ///
  /// @param wanted the attributes as they were given
  /// @param returnsArn whether the ARN is answered while the confirmation is awaited
  private record Wish(
      Call call,
      SubscriptionRules rules,
      SubscriptionSettings settings,
      Map<String, String> wanted,
      boolean returnsArn) {

    boolean needsConfirmation() {
      return switch (rules.protocol()) {
        case SQS ->
            Arn.parse(rules.endpoint())
                .filter(arn -> arn.account().equals(call.accountId().value()))
                .isEmpty();
        case SMS, APPLICATION, LAMBDA, FIREHOSE -> false;
        case HTTP, HTTPS, EMAIL, EMAIL_JSON -> true;
      };
    }
  }

  private Outcome<SubscribeResponse> subscribe(Wish wish, Topic topic, Transaction<Topics> tx) {
    SubscriptionRules rules = wish.rules();
    Subscription existing = topic.find(rules.protocol(), rules.endpoint());
    if (existing != null) {
      return again(wish, existing, topic, tx);
    }
    ServiceError problem = topic.replayProblem(tx.now(), wish.settings());
    if (problem != null) {
      return Outcome.rejected(problem);
    }
    boolean asks = wish.needsConfirmation();
    SubscriptionRecord record =
        new SubscriptionRecord(
            surroundings.identities().next().toString(),
            rules.protocol(),
            rules.endpoint(),
            wish.call().accountId().value(),
            wish.call().principalArn(),
            !asks,
            !asks,
            asks ? surroundings.tokens().get() : null,
            tx.now().toEpochMilli(),
            wish.settings());
    if (!topic.hasRoomFor(record)) {
      return Outcome.rejected(
          SnsErrors.subscriptionLimitExceededException("The topic has too many subscriptions"));
    }
    Subscription subscription = topic.put(tx, record);
    if (asks) {
      ask(topic, tx, subscription, wish.call());
    } else {
      topic.replay(tx, subscription);
    }
    return Outcome.accepted(answer(subscription, wish.returnsArn()));
  }

  private void ask(Topic topic, Transaction<Topics> tx, Subscription subscription, Call call) {
    topic
        .confirmations()
        .ask(
            tx,
            subscription,
            surroundings.identities().next().toString(),
            surroundings.endpoint(call));
  }

  private Outcome<SubscribeResponse> again(
      Wish wish, Subscription existing, Topic topic, Transaction<Topics> tx) {
    SubscriptionSettings has = existing.record().settings();
    for (String name : wish.wanted().keySet()) {
      if (!Objects.equals(wish.settings().effective(name), has.effective(name))) {
        return Outcome.rejected(
            TopicErrors.invalid(
                "Attributes", "Subscription already exists with different attributes"));
      }
    }
    if (existing.record().confirmed()) {
      return Outcome.accepted(answer(existing, wish.returnsArn()));
    }
    // A question that is asked again soon may be answered either way: its token stays.
    long now = tx.now().toEpochMilli();
    boolean isYoung =
        existing.record().token() != null
            && now - existing.record().tokenAtMillis() < TOKEN_KEPT.toMillis();
    Subscription subscription =
        isYoung
            ? existing
            : topic.put(tx, existing.record().withToken(surroundings.tokens().get(), now));
    ask(topic, tx, subscription, wish.call());
    return Outcome.accepted(answer(subscription, wish.returnsArn()));
  }

  private static SubscribeResponse answer(Subscription subscription, boolean returnsArn) {
    return SubscribeResponse.builder()
        .subscriptionArn(
            subscription.record().confirmed() || returnsArn
                ? subscription.address().arn()
                : "pending confirmation")
        .build();
  }
}
