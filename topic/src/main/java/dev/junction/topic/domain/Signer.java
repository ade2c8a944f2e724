package dev.junction.topic.domain;

import dev.junction.topic.signature.SignatureVersion;
import dev.junction.topic.signature.SigningKeyFile;
import dev.junction.topic.signature.StringToSign;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Signs what leaves topics.
///
/// A signature costs about a millisecond, so topics say beforehand which of them need signatures:
/// theirs are made outside of the partition's thread. Threads: any.
public final class Signer {

  /// The path of the certificate, behind the address that clients use.
  public static final String CERTIFICATE_PATH =
      "/_junction/sns/SimpleNotificationService-certificate.pem";

  private final SigningKeyFile keys;
  private final boolean signsForQueues;
  private final Map<TopicAddress, SignatureVersion> needed = new ConcurrentHashMap<>();

  /// @param signsForQueues whether envelopes in queues are signed too
  public Signer(SigningKeyFile keys, boolean signsForQueues) {
    this.keys = keys;
    this.signsForQueues = signsForQueues;
  }

  /// The certificate that verifies the signatures.
  public String certificatePem() {
    return keys.key().certificatePem();
  }

  /// Makes or reads the key, which may take a second.
  public void warmUp() {
    keys.key();
  }

  /// Whether envelopes of a protocol are signed.
  public boolean signs(Protocol protocol) {
    return switch (protocol) {
      case SQS -> signsForQueues;
      case HTTP, HTTPS, EMAIL_JSON, LAMBDA, FIREHOSE -> true;
      case EMAIL, SMS, APPLICATION -> false;
    };
  }

  /// A topic has subscriptions that get signed envelopes.
  public void expect(TopicAddress topic, SignatureVersion version) {
    needed.put(topic, version);
  }

  /// A topic has no such subscriptions any more.
  public void expectNone(TopicAddress topic) {
    needed.remove(topic);
  }

  /// Whether the messages of a topic are expected to need signatures.
  public boolean isExpected(TopicAddress topic) {
    return needed.containsKey(topic);
  }

  /// The signature of a message if its topic is expected to need one; null if not.
  public Envelope.@Nullable Signature early(
      TopicAddress topic, NewMessage message, String endpoint) {
    SignatureVersion version = needed.get(topic);
    return version == null
        ? null
        : notification(version, topic.arn(), message, message.text(), endpoint);
  }

  /// Signs a message.
  public Envelope.Signature notification(
      SignatureVersion version, String topicArn, NewMessage message, String text, String endpoint) {
    StringToSign content =
        StringToSign.notification(
            topicArn,
            message.id().toString(),
            message.subject(),
            text,
            Envelope.timestamp(message.at()));
    return signed(version, content, endpoint);
  }

  /// Signs the question whether an endpoint wants a subscription.
  public Envelope.Signature confirmation(
      SignatureVersion version,
      String topicArn,
      StringToSign.Confirmation confirmation,
      String timestamp,
      String endpoint) {
    return signed(
        version,
        StringToSign.subscriptionConfirmation(topicArn, confirmation, timestamp),
        endpoint);
  }

  /// Signs the notice that a subscription has ended.
  public Envelope.Signature farewell(
      SignatureVersion version,
      String topicArn,
      StringToSign.Confirmation confirmation,
      String timestamp,
      String endpoint) {
    return signed(
        version, StringToSign.unsubscribeConfirmation(topicArn, confirmation, timestamp), endpoint);
  }

  private Envelope.Signature signed(
      SignatureVersion version, StringToSign content, String endpoint) {
    return new Envelope.Signature(
        version.apiName(), keys.key().sign(version, content), endpoint + CERTIFICATE_PATH);
  }
}
