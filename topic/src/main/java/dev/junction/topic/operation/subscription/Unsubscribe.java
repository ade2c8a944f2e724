package dev.junction.topic.operation.subscription;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.sns.UnsubscribeInput;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.SubscriptionAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.state.Confirmations;
import dev.junction.topic.state.Subscription;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.Topics;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Deletes a subscription; one that is not there counts as deleted.
///
/// Whoever follows the link in a message need not sign, unless the subscription was confirmed so
/// that it asks for that; an HTTP endpoint whose subscription was ended by somebody else than its
/// owner is told, and can confirm it again. Source: SNS API reference, Unsubscribe and
/// ConfirmSubscription; the texts are what LocalStack recorded from the real service.
public final class Unsubscribe {

  private final TopicAccess access;
  private final Surroundings surroundings;

  public Unsubscribe(TopicAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  /// How far a call came.
  private enum Step {
    DONE,
    /// The notice has to be signed, which may take longer than the thread of a partition has.
    NEEDS_NOTICE
  }

  public CompletionStage<Outcome<Unit>> run(Call call, UnsubscribeInput input) {
    String arn = input.subscriptionArn();
    Optional<SubscriptionAddress> parsed = SubscriptionAddress.ofArn(arn);
    if (parsed.isEmpty()) {
      return TopicAccess.done(Outcome.rejected(TopicErrors.badSubscriptionArn(arn)));
    }
    Wish wish = new Wish(call, parsed.get());
    // Who follows the link in a message knows of no region.
    if (wish.isSigned() && !wish.address().topic().region().equals(call.region())) {
      return TopicAccess.done(Outcome.rejected(TopicErrors.invalid("SubscriptionArn")));
    }
    return access
        .submit(wish.address().topic(), (topics, tx) -> end(wish, topics, tx, false))
        .thenCompose(
            outcome ->
                outcome instanceof Outcome.Accepted<Step>(Step step) && step == Step.NEEDS_NOTICE
                    ? endWithNotice(wish)
                    : CompletableFuture.completedFuture(outcome))
        .thenApply(outcome -> outcome.map(_ -> Unit.INSTANCE));
  }

  /// Who wants to end what.
  private record Wish(Call call, SubscriptionAddress address) {

    boolean isSigned() {
      return !call.accessKeyId().isEmpty();
    }
  }

  private CompletableFuture<Outcome<Step>> endWithNotice(Wish wish) {
    return CompletableFuture.runAsync(surroundings.signer()::warmUp, Thread::startVirtualThread)
        .thenCompose(
            _ ->
                access.submit(wish.address().topic(), (topics, tx) -> end(wish, topics, tx, true)));
  }

  private Outcome<Step> end(
      Wish wish, Topics topics, Transaction<Topics> tx, boolean isReadyToSign) {
    Topic topic = topics.find(wish.address().topic());
    Subscription subscription = topic == null ? null : topic.subscription(wish.address().id());
    if (topic == null || subscription == null) {
      return Outcome.accepted(Step.DONE);
    }
    if (!mayEnd(wish, topic, subscription)) {
      return Outcome.rejected(
          TopicErrors.denied(
              wish.call().principalArn(), "Unsubscribe", subscription.address().arn()));
    }
    if (!subscription.record().confirmed()) {
      // Source: the error that the Terraform provider expects of the real service.
      return Outcome.rejected(
          TopicErrors.invalid(
              "SubscriptionArn", "Cannot unsubscribe a subscription that is pending confirmation"));
    }
    if (!isTold(wish, subscription)) {
      topic.remove(tx, subscription);
      return Outcome.accepted(Step.DONE);
    }
    if (!isReadyToSign) {
      return Outcome.accepted(Step.NEEDS_NOTICE);
    }
    Confirmations.Notice notice =
        new Confirmations.Notice(
            surroundings.identities().next().toString(),
            surroundings.tokens().get(),
            surroundings.endpoint(wish.call()));
    topic.confirmations().end(tx, subscription, notice);
    return Outcome.accepted(Step.DONE);
  }

  private static boolean mayEnd(Wish wish, Topic topic, Subscription subscription) {
    Protocol protocol = subscription.record().protocol();
    boolean hasLink =
        switch (protocol) {
          case HTTP, HTTPS, EMAIL, EMAIL_JSON -> true;
          case SQS, SMS, APPLICATION, LAMBDA, FIREHOSE -> false;
        };
    if (hasLink && !wish.isSigned()) {
      return !subscription.record().authenticated();
    }
    if (wish.call().caller().isAnonymous()) {
      return false;
    }
    String account = wish.call().accountId().value();
    return account.equals(subscription.record().owner())
        || account.equals(topic.address().account().value());
  }

  /// Whether the endpoint hears of it. Source: SNS API reference, Unsubscribe: when the requester
  /// is not the owner of the subscription.
  private static boolean isTold(Wish wish, Subscription subscription) {
    Protocol protocol = subscription.record().protocol();
    boolean isOwner =
        wish.isSigned() && wish.call().accountId().value().equals(subscription.record().owner());
    return (protocol == Protocol.HTTP || protocol == Protocol.HTTPS) && !isOwner;
  }
}
