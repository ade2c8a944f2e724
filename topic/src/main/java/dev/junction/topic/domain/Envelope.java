package dev.junction.topic.domain;

import dev.junction.delivery.Attribute;
import dev.junction.delivery.Body;
import dev.junction.expression.path.JsonText;
import dev.junction.topic.signature.StringToSign;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON document that wraps a message on its way to a subscription, with a place for the
/// subscription's ARN in the URL that ends it.
///
/// Source: SNS Developer Guide, "Parsing Amazon SNS message formats"; the order of the fields and
/// the absence of a signature on FIFO topics are what LocalStack recorded from the real service
/// (`test_publish_fifo_messages_to_dlq`).
public final class Envelope {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// What ends a subscription, its ARN behind it.
  private static final String UNSUBSCRIBE = "/?Action=Unsubscribe&SubscriptionArn=";

  private Envelope() {}

  /// The signature of a message.
  ///
  /// @param version 1 or 2
  /// @param value the signature in base 64
  /// @param certificateUrl where the certificate is that verifies it
  public record Signature(String version, String value, String certificateUrl) {}

  /// When a message was published, as it is written and signed.
  public static String timestamp(Instant at) {
    return TIMESTAMP.format(at);
  }

  /// Wraps a message.
  ///
  /// @param text the message as the protocol gets it
  /// @param sequence the sequence number on a FIFO topic, or null
  /// @param signature the signature, or null without one
  /// @param endpoint how clients reach this server, as in `http://localhost:4566`
  public static Body notification(
      String topicArn,
      NewMessage message,
      String text,
      @Nullable String sequence,
      @Nullable Signature signature,
      String endpoint) {
    StringBuilder head = new StringBuilder(text.length() + 700);
    head.append("{\n  \"Type\" : \"Notification\"");
    field(head, "MessageId", message.id().toString());
    if (sequence != null) {
      field(head, "SequenceNumber", sequence);
    }
    field(head, "TopicArn", topicArn);
    if (message.subject() != null) {
      field(head, "Subject", message.subject());
    }
    field(head, "Message", text);
    field(head, "Timestamp", timestamp(message.at()));
    sign(head, signature);
    field(head, "UnsubscribeURL", endpoint + UNSUBSCRIBE);
    // The subscription's ARN and the quote follow.
    head.setLength(head.length() - 1);
    StringBuilder tail = new StringBuilder("\"");
    attributes(tail, message.attributes());
    return new Body(utf8(head), utf8(tail.append("\n}")));
  }

  /// Asks an endpoint to confirm its subscription.
  ///
  /// @param confirmation what it says
  /// @param timestamp when it is asked
  public static byte[] confirmation(
      String topicArn,
      StringToSign.Confirmation confirmation,
      String timestamp,
      Signature signature) {
    return confirmation("SubscriptionConfirmation", topicArn, confirmation, timestamp, signature);
  }

  /// Tells an endpoint that its subscription has ended.
  ///
  /// @param confirmation what it says
  /// @param timestamp when it is told
  public static byte[] unsubscribed(
      String topicArn,
      StringToSign.Confirmation confirmation,
      String timestamp,
      Signature signature) {
    return confirmation("UnsubscribeConfirmation", topicArn, confirmation, timestamp, signature);
  }

  private static byte[] confirmation(
      String type,
      String topicArn,
      StringToSign.Confirmation confirmation,
      String timestamp,
      Signature signature) {
    StringBuilder out = new StringBuilder(1_500);
    out.append("{\n  \"Type\" : \"").append(type).append('"');
    field(out, "MessageId", confirmation.messageId());
    field(out, "Token", confirmation.token());
    field(out, "TopicArn", topicArn);
    field(out, "Message", confirmation.message());
    field(out, "SubscribeURL", confirmation.subscribeUrl());
    field(out, "Timestamp", timestamp);
    sign(out, signature);
    return utf8(out.append("\n}"));
  }

  /// What a confirmation says.
  public static StringToSign.Confirmation question(
      String topicArn, String messageId, String token, String endpoint) {
    return new StringToSign.Confirmation(
        messageId, confirmationText(topicArn), subscribeUrl(topicArn, token, endpoint), token);
  }

  /// What the notice of an end says. Source: SNS Developer Guide, "HTTP/HTTPS unsubscribe
  /// confirmation JSON format".
  public static StringToSign.Confirmation farewell(
      String topicArn, String subscriptionArn, String messageId, String token, String endpoint) {
    String text =
        "You have chosen to deactivate subscription "
            + subscriptionArn
            + ".\nTo cancel this operation and restore the subscription, visit the SubscribeURL"
            + " included in this message.";
    return new StringToSign.Confirmation(
        messageId, text, subscribeUrl(topicArn, token, endpoint), token);
  }

  /// A message as a mail: its text, two hyphens and, as the last line, the link that ends the
  /// subscription. Source: what users show of mails of the real service.
  ///
  /// @param endpoint how clients reach this server
  public static Body mail(String text, String endpoint) {
    StringBuilder head =
        new StringBuilder(text)
            .append("\n\n--\nIf you wish to stop receiving notifications from this topic, please")
            .append(" click or visit the link below to unsubscribe:\n")
            .append(endpoint)
            .append(UNSUBSCRIBE);
    return new Body(utf8(head), new byte[] {'\n'});
  }

  /// Asks the reader of a mail to confirm a subscription.
  public static byte[] confirmationMail(String topicArn, String token, String endpoint) {
    return utf8(
        new StringBuilder()
            .append("You have chosen to subscribe to the topic:\n")
            .append(topicArn)
            .append("\n\nTo confirm this subscription, visit:\n")
            .append(subscribeUrl(topicArn, token, endpoint))
            .append('\n'));
  }

  /// Source: SNS Developer Guide, "HTTP/HTTPS subscription confirmation JSON format".
  private static String confirmationText(String topicArn) {
    return "You have chosen to subscribe to the topic "
        + topicArn
        + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.";
  }

  private static String subscribeUrl(String topicArn, String token, String endpoint) {
    return endpoint + "/?Action=ConfirmSubscription&TopicArn=" + topicArn + "&Token=" + token;
  }

  private static void sign(StringBuilder out, @Nullable Signature signature) {
    if (signature != null) {
      field(out, "SignatureVersion", signature.version());
      field(out, "Signature", signature.value());
      field(out, "SigningCertURL", signature.certificateUrl());
    }
  }

  private static void field(StringBuilder out, String name, String value) {
    out.append(",\n  \"").append(name).append("\" : ");
    JsonText.quote(out, value);
  }

  private static void attributes(StringBuilder out, List<Attribute> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    out.append(",\n  \"MessageAttributes\" : {");
    String separator = "\n    ";
    for (Attribute attribute : attributes) {
      out.append(separator);
      JsonText.quote(out, attribute.name()).append(" : {\"Type\":");
      JsonText.quote(out, attribute.type()).append(",\"Value\":");
      JsonText.quote(
          out,
          attribute.binary()
              ? Base64.getEncoder().encodeToString(attribute.value())
              : attribute.text());
      out.append('}');
      separator = ",\n    ";
    }
    out.append("\n  }");
  }

  private static byte[] utf8(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
