package dev.junction.topic.state;

import dev.junction.delivery.Body;
import dev.junction.delivery.Content;
import dev.junction.delivery.Fanout;
import dev.junction.delivery.Recipient;
import dev.junction.engine.Transaction;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.signature.StringToSign;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one topic asks endpoints whether they want their subscriptions, and how it knows an answer.
/// Threads: the partition's.
public final class Confirmations {

  private final Topic topic;
  private final Topics topics;

  Confirmations(Topic topic, Topics topics) {
    this.topic = topic;
    this.topics = topics;
  }

  /// The subscription that a token is for and still good for, or null.
  public @Nullable Subscription findByToken(Instant now, String token) {
    long notBefore = now.minus(TopicLimits.TOKEN_LIFE).toEpochMilli();
    for (Subscription subscription : topic.subscriptions()) {
      SubscriptionRecord each = subscription.record();
      if (isToken(each, token) && (each.confirmed() || each.tokenAtMillis() >= notBefore)) {
        return subscription;
      }
    }
    return null;
  }

  private static boolean isToken(SubscriptionRecord record, String token) {
    String known = record.token();
    return known != null
        && MessageDigest.isEqual(
            known.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends an endpoint what it needs to confirm its subscription, and forgets the subscription when
  /// it has not done so in time.
  public void ask(
      Transaction<Topics> tx, Subscription subscription, String messageId, String endpoint) {
    String token = subscription.record().token();
    Recipient recipient = subscription.recipient();
    if (token == null || recipient == null) {
      throw new IllegalStateException("Nobody to ask: " + subscription.address().arn());
    }
    boolean isMail = subscription.protocol() == Protocol.EMAIL;
    byte[] body =
        isMail
            ? Envelope.confirmationMail(topic.arn(), token, endpoint)
            : question(tx, messageId, token, endpoint);
    String subject = "AWS Notification - Subscription Confirmation";
    Fanout fanout = topics.fanout();
    fanout.add(recipient, 0);
    Map<String, String> headers = topic.headers("SubscriptionConfirmation", messageId);
    Content content =
        new Content(
            topic.source(), List.of(Body.fixed(body)), List.of(), subject, headers, null, null);
    topics.deliveries().dispatch(tx, content, fanout);
    TopicTimer timer =
        new TopicTimer(
            topic.address(),
            topic.record().id(),
            subscription.record().id(),
            TopicTimer.Kind.UNCONFIRMED,
            0);
    tx.setTimer(tx.now().plus(TopicLimits.TOKEN_LIFE), timer.id(), timer.encode());
  }

  private byte[] question(Transaction<Topics> tx, String messageId, String token, String endpoint) {
    StringToSign.Confirmation question = Envelope.question(topic.arn(), messageId, token, endpoint);
    String timestamp = Envelope.timestamp(tx.now());
    Envelope.Signature signature =
        topics
            .signer()
            .confirmation(topic.signatureVersion(), topic.arn(), question, timestamp, endpoint);
    return Envelope.confirmation(topic.arn(), question, timestamp, signature);
  }

  /// Removes a subscription that was not confirmed while its token was good.
  void forgetUnconfirmed(Transaction<Topics> tx, String id) {
    Subscription subscription = topic.subscription(id);
    long notBefore = tx.now().minus(TopicLimits.TOKEN_LIFE).toEpochMilli();
    if (subscription != null
        && !subscription.record().confirmed()
        && subscription.record().tokenAtMillis() <= notBefore) {
      topic.remove(tx, subscription);
    }
  }
}
