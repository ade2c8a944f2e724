package dev.junction.topic.state;

import dev.junction.delivery.Body;
import dev.junction.delivery.Content;
import dev.junction.delivery.Fanout;
import dev.junction.delivery.Outside;
import dev.junction.delivery.Recipient;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.signature.StringToSign;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How one topic asks endpoints whether they want their subscriptions, and how it knows an answer.
///
/// A subscription that somebody ended who need not have known what it was can be confirmed again
/// for as long as a token lives. Limits: [TopicLimits#ENDED_BYTES_MAX]. Threads: the partition's.
public final class Confirmations {

  private final Topic topic;
  private final Topics topics;

  /// Those that have ended, the oldest first, by their ids; each with the token that confirms it
  /// again.
  private final Map<String, SubscriptionRecord> ended = new LinkedHashMap<>();

  private long endedBytes;

  Confirmations(Topic topic, Topics topics) {
    this.topic = topic;
    this.topics = topics;
  }

  /// Reads back what has ended.
  void open(PartitionContext context) {
    List<SubscriptionRecord> found = new ArrayList<>();
    byte[][] range = TopicKeys.allEnded(topic.record().id());
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        found.add(SubscriptionRecord.decode(cursor.value()));
        endedBytes += cursor.value().length;
      }
    }
    found.sort(Comparator.comparingLong(SubscriptionRecord::tokenAtMillis));
    found.forEach(record -> ended.put(record.id(), record));
  }

  /// The subscription that a token is for and still good for, or null.
  public @Nullable Subscription findByToken(Instant now, String token) {
    long notBefore = now.minus(TopicLimits.TOKEN_LIFE).toEpochMilli();
    Subscription found = topic.withToken(token);
    boolean isGood =
        found != null
            && (found.record().confirmed() || found.record().tokenAtMillis() >= notBefore);
    return isGood ? found : null;
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
    Map<String, String> headers = topic.headers("SubscriptionConfirmation", messageId);
    dispatch(tx, unnamed(recipient), body, subject, headers);
    setTimer(tx, subscription.record().id(), TopicTimer.Kind.UNCONFIRMED);
  }

  /// The same recipient, whose request says nothing of its subscription. Source: what LocalStack
  /// recorded from the real service (`test_subscribe_external_http_endpoint`,
  /// `http-confirm-sub-headers`).
  private static Recipient unnamed(Recipient recipient) {
    Outside outside = recipient.outside();
    if (outside == null) {
      return recipient;
    }
    Map<String, String> headers = new TreeMap<>(outside.headers());
    headers.keySet().removeIf(name -> name.startsWith("x-amz-sns-"));
    return recipient.asking(headers);
  }

  private void dispatch(
      Transaction<Topics> tx,
      Recipient recipient,
      byte[] body,
      @Nullable String subject,
      Map<String, String> headers) {
    Fanout fanout = topics.fanout();
    // Source: what LocalStack observed at the real service (`test_dlq_external_http_endpoint`).
    fanout.add(recipient.withoutDeadLetters(), 0);
    Content content =
        new Content(
            topic.source(), List.of(Body.fixed(body)), List.of(), subject, headers, null, null);
    topics.deliveries().dispatch(tx, content, fanout);
  }

  /// Sets a timer for the end of a token's life.
  private void setTimer(Transaction<Topics> tx, String id, TopicTimer.Kind kind) {
    TopicTimer timer = new TopicTimer(topic.address(), topic.record().id(), id, kind, 0);
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

  /// A message that is sent because a subscription has ended.
  ///
  /// @param id the message's id
  /// @param token what confirms the subscription again
  /// @param endpoint what URLs in it begin with
  public record Notice(String id, String token, String endpoint) {}

  /// Ends a subscription and tells its endpoint, which can confirm it again.
  public void end(Transaction<Topics> tx, Subscription subscription, Notice notice) {
    Recipient recipient = subscription.recipient();
    topic.remove(tx, subscription);
    if (recipient == null) {
      return;
    }
    SubscriptionRecord kept =
        subscription.record().withToken(notice.token(), tx.now().toEpochMilli());
    byte[] encoded = kept.encode();
    tx.put(TopicKeys.ended(topic.record().id(), kept.id()), encoded);
    ended.put(kept.id(), kept);
    endedBytes += encoded.length;
    while (endedBytes > TopicLimits.ENDED_BYTES_MAX) {
      forgetEnded(tx, ended.keySet().iterator().next());
    }
    setTimer(tx, kept.id(), TopicTimer.Kind.ENDED);
    StringToSign.Confirmation said =
        Envelope.farewell(
            topic.arn(),
            subscription.address().arn(),
            notice.id(),
            notice.token(),
            notice.endpoint());
    String timestamp = Envelope.timestamp(tx.now());
    Envelope.Signature signature =
        topics
            .signer()
            .farewell(topic.signatureVersion(), topic.arn(), said, timestamp, notice.endpoint());
    byte[] body = Envelope.unsubscribed(topic.arn(), said, timestamp, signature);
    dispatch(tx, recipient, body, null, topic.headers("UnsubscribeConfirmation", notice.id()));
  }

  /// The subscription that has ended and that a token confirms again, or null. None when its
  /// endpoint has been subscribed anew.
  public @Nullable SubscriptionRecord findEnded(Instant now, String token) {
    long notBefore = now.minus(TopicLimits.TOKEN_LIFE).toEpochMilli();
    for (SubscriptionRecord each : ended.values()) {
      if (isToken(each, token) && each.tokenAtMillis() >= notBefore) {
        return topic.find(each.protocol(), each.endpoint()) == null ? each : null;
      }
    }
    return null;
  }

  /// Gives back a subscription that has ended, under its own ARN.
  public Subscription restore(
      Transaction<Topics> tx, SubscriptionRecord found, boolean authenticated) {
    forgetEnded(tx, found.id());
    return topic.put(tx, found.asConfirmed(found.authenticated() || authenticated));
  }

  /// Forgets a subscription that has ended, once its token is good no more.
  void tokenHasEnded(Transaction<Topics> tx, String id) {
    SubscriptionRecord found = ended.get(id);
    long notBefore = tx.now().minus(TopicLimits.TOKEN_LIFE).toEpochMilli();
    // A timer of an earlier end of the same subscription finds a younger token.
    if (found != null && found.tokenAtMillis() <= notBefore) {
      forgetEnded(tx, id);
    }
  }

  private void forgetEnded(Transaction<Topics> tx, String id) {
    SubscriptionRecord found = ended.remove(id);
    if (found != null) {
      endedBytes -= found.encode().length;
      tx.delete(TopicKeys.ended(topic.record().id(), id));
    }
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
