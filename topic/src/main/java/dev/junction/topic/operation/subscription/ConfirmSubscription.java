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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lets a subscription get messages, for whoever knows the token that its endpoint was sent: a new
/// one, or one that has ended.
///
/// Anybody may call it, in any region: the token is what counts. Only a signed call can have the
/// end of the subscription need a signature, too. Source: SNS API reference,
/// ConfirmSubscription; the texts are what LocalStack recorded from the real service
/// (`test_sns_confirm_subscription_wrong_token`).
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
    return access.submit(
        address.get(),
        (topics, tx) -> confirm(topics.find(address.get()), tx, input.token(), authenticates));
  }

  private static Outcome<ConfirmSubscriptionResponse> confirm(
      @Nullable Topic topic, Transaction<Topics> tx, String token, boolean authenticates) {
    if (topic == null) {
      return Outcome.rejected(TopicErrors.invalid("Token"));
    }
    Subscription subscription = topic.confirmations().findByToken(tx.now(), token);
    if (subscription == null) {
      return restore(topic, tx, token, authenticates);
    }
    if (!subscription.record().confirmed()) {
      topic.confirm(tx, subscription, authenticates);
    }
    return Outcome.accepted(answer(subscription));
  }

  private static Outcome<ConfirmSubscriptionResponse> restore(
      Topic topic, Transaction<Topics> tx, String token, boolean authenticates) {
    SubscriptionRecord ended = topic.confirmations().findEnded(tx.now(), token);
    if (ended == null) {
      return Outcome.rejected(TopicErrors.invalid("Token"));
    }
    if (!topic.hasRoomFor(ended)) {
      return Outcome.rejected(
          SnsErrors.subscriptionLimitExceededException("The topic has too many subscriptions"));
    }
    return Outcome.accepted(answer(topic.confirmations().restore(tx, ended, authenticates)));
  }

  private static ConfirmSubscriptionResponse answer(Subscription subscription) {
    return ConfirmSubscriptionResponse.builder()
        .subscriptionArn(subscription.address().arn())
        .build();
  }
}
