package dev.junction.topic.operation.subscription;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.sns.ConfirmSubscriptionInput;
import dev.junction.models.sns.ConfirmSubscriptionResponse;
import dev.junction.models.sns.SnsErrors;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.state.Subscription;
import dev.junction.topic.state.SubscriptionRecord;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.Topics;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lets a subscription get messages, for whoever knows the token that its endpoint was sent: a new
/// one, or one that has ended.
///
/// Anybody may call it, in any region: the token is what counts. Which topic of the token's region
/// is named is all the same, but for subscriptions that have ended. Only a signed call can have the
/// end of the subscription need a signature, too. Source: SNS API reference,
/// ConfirmSubscription; the texts and what the topic is for are what LocalStack recorded from the
/// real service (`test_sns_confirm_subscription_wrong_token`).
public final class ConfirmSubscription {

  private static final Pattern TOKEN = Pattern.compile("[0-9A-Fa-f]+");

  private final TopicAccess access;

  public ConfirmSubscription(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ConfirmSubscriptionResponse>> run(
      Call call, ConfirmSubscriptionInput input) {
    if (!TOKEN.matcher(input.token()).matches()) {
      return TopicAccess.done(
          Outcome.rejected(SnsErrors.invalidParameterException("Invalid token")));
    }
    Optional<TopicAddress> address = TopicAddress.ofArn(input.topicArn());
    if (address.isEmpty()) {
      return TopicAccess.done(Outcome.rejected(TopicErrors.invalid("Topic")));
    }
    boolean isSigned = !call.accessKeyId().isEmpty();
    boolean authenticates = isSigned && "true".equalsIgnoreCase(input.authenticateOnUnsubscribe());
    return confirm(address.get(), input.token(), authenticates)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Accepted<Optional<ConfirmSubscriptionResponse>>(var answer)
                      when answer.isEmpty() ->
                      elsewhere(address.get(), input.token(), authenticates);
                  case Outcome.Accepted<Optional<ConfirmSubscriptionResponse>> _,
                      Outcome.Rejected<Optional<ConfirmSubscriptionResponse>> _ ->
                      TopicAccess.done(known(outcome));
                });
  }

  private static Outcome<ConfirmSubscriptionResponse> known(
      Outcome<Optional<ConfirmSubscriptionResponse>> outcome) {
    return outcome.then(
        answer ->
            answer
                .map(Outcome::accepted)
                .orElseGet(() -> Outcome.rejected(TopicErrors.invalid("Token"))));
  }

  /// Looks for the token at every topic.
  private CompletableFuture<Outcome<ConfirmSubscriptionResponse>> elsewhere(
      TopicAddress named, String token, boolean authenticates) {
    return access
        .everywhere(topics -> topics.withToken(token))
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<List<TopicAddress>>(var error) ->
                      TopicAccess.done(Outcome.rejected(error));
                  case Outcome.Accepted<List<TopicAddress>>(var found) when found.isEmpty() ->
                      TopicAccess.done(Outcome.rejected(TopicErrors.invalid("Token")));
                  case Outcome.Accepted<List<TopicAddress>>(var found) ->
                      found.getFirst().region().equals(named.region())
                          ? confirm(found.getFirst(), token, authenticates)
                              .thenApply(ConfirmSubscription::known)
                          : TopicAccess.done(Outcome.rejected(TopicErrors.invalid("Topic")));
                });
  }

  /// Confirms a subscription of a topic; empty when the topic does not know the token.
  private CompletableFuture<Outcome<Optional<ConfirmSubscriptionResponse>>> confirm(
      TopicAddress address, String token, boolean authenticates) {
    return access.submit(
        address, (topics, tx) -> confirm(topics.find(address), tx, token, authenticates));
  }

  private static Outcome<Optional<ConfirmSubscriptionResponse>> confirm(
      @Nullable Topic topic, Transaction<Topics> tx, String token, boolean authenticates) {
    if (topic == null) {
      return Outcome.accepted(Optional.empty());
    }
    Subscription subscription = topic.confirmations().findByToken(tx.now(), token);
    if (subscription == null) {
      return restore(topic, tx, token, authenticates);
    }
    if (!subscription.record().confirmed()) {
      topic.confirm(tx, subscription, authenticates);
    }
    return Outcome.accepted(Optional.of(answer(subscription)));
  }

  private static Outcome<Optional<ConfirmSubscriptionResponse>> restore(
      Topic topic, Transaction<Topics> tx, String token, boolean authenticates) {
    SubscriptionRecord ended = topic.confirmations().findEnded(tx.now(), token);
    if (ended == null) {
      return Outcome.accepted(Optional.empty());
    }
    if (!topic.hasRoomFor(ended)) {
      return Outcome.rejected(
          SnsErrors.subscriptionLimitExceededException("The topic has too many subscriptions"));
    }
    return Outcome.accepted(
        Optional.of(answer(topic.confirmations().restore(tx, ended, authenticates))));
  }

  private static ConfirmSubscriptionResponse answer(Subscription subscription) {
    return ConfirmSubscriptionResponse.builder()
        .subscriptionArn(subscription.address().arn())
        .build();
  }
}
