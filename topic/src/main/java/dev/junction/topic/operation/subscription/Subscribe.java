package dev.junction.topic.operation.subscription;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.SnsErrors;
import dev.junction.models.sns.SubscribeInput;
import dev.junction.models.sns.SubscribeResponse;
import dev.junction.topic.access.Identities;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.access.Visit;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Subscribes an endpoint to a topic; one that is subscribed already stays so.
///
/// Source: SNS API reference, Subscribe; the texts of errors are what LocalStack recorded from the
/// real service (`TestSNSSubscriptionCrud`, `TestSNSSubscriptionSQS`).
public final class Subscribe {

  private final TopicAccess access;
  private final Identities identities;

  public Subscribe(TopicAccess access, Identities identities) {
    this.access = access;
    this.identities = identities;
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
    SubscriptionRules rules = new SubscriptionRules(visit.topic(), protocol.get(), endpoint);
    return switch (rules.create(attributes)) {
      case Outcome.Rejected<SubscriptionSettings>(var error) -> refused(error);
      case Outcome.Accepted<SubscriptionSettings>(var settings) ->
          access.run(visit, (topic, tx) -> subscribe(call, topic, tx, rules, settings, attributes));
    };
  }

  private static CompletionStage<Outcome<SubscribeResponse>> refused(ServiceError error) {
    return TopicAccess.done(Outcome.rejected(error));
  }

  private static @Nullable ServiceError problem(
      TopicAddress topic, Protocol protocol, String endpoint) {
    return switch (protocol) {
      case SQS -> queueProblem(topic, endpoint);
      case LAMBDA, FIREHOSE, HTTP, HTTPS, EMAIL, EMAIL_JSON, SMS, APPLICATION ->
          TopicErrors.invalid(
              "Protocol", "Junction does not deliver by " + protocol.written() + " yet");
    };
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

  private Outcome<SubscribeResponse> subscribe(
      Call call,
      Topic topic,
      Transaction<Topics> tx,
      SubscriptionRules rules,
      SubscriptionSettings settings,
      Map<String, String> wanted) {
    Subscription existing = topic.find(rules.protocol(), rules.endpoint());
    if (existing != null) {
      return again(existing, settings, wanted);
    }
    if (rules.protocol() == Protocol.SQS && !isQueueOf(call, rules.endpoint())) {
      return Outcome.rejected(
          SnsErrors.invalidParameterException(
              "Invalid parameter: Endpoint Reason: a queue of another account has to be subscribed"
                  + " by that account"));
    }
    SubscriptionRecord record =
        new SubscriptionRecord(
            identities.next().toString(),
            rules.protocol(),
            rules.endpoint(),
            call.accountId().value(),
            call.principalArn(),
            true,
            true,
            null,
            0,
            settings);
    return Outcome.accepted(answer(topic.put(tx, record)));
  }

  private static boolean isQueueOf(Call call, String arn) {
    return Arn.parse(arn).filter(a -> a.account().equals(call.accountId().value())).isPresent();
  }

  private static Outcome<SubscribeResponse> again(
      Subscription existing, SubscriptionSettings settings, Map<String, String> wanted) {
    Map<String, String> has = existing.record().settings().values();
    for (String name : wanted.keySet()) {
      if (!Objects.equals(settings.values().get(name), has.get(name))) {
        return Outcome.rejected(
            TopicErrors.invalid(
                "Attributes", "Subscription already exists with different attributes"));
      }
    }
    return Outcome.accepted(answer(existing));
  }

  private static SubscribeResponse answer(Subscription subscription) {
    return SubscribeResponse.builder().subscriptionArn(subscription.address().arn()).build();
  }
}
