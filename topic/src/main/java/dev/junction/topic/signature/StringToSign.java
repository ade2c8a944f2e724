package dev.junction.topic.signature;

import org.jspecify.annotations.Nullable;

/// The text of a message that its signature is about: names and values, each on a line of its own.
///
/// Every value stands as it is in the message, before JSON escapes it. Source: SNS Developer Guide,
/// "Verifying the signatures of Amazon SNS messages".
public record StringToSign(String text) {

  /// A message that was published.
  public static StringToSign notification(
      String topicArn,
      String messageId,
      @Nullable String subject,
      String message,
      String timestamp) {
    return new StringToSign(
        line("Message", message)
            + line("MessageId", messageId)
            + (subject == null ? "" : line("Subject", subject))
            + line("Timestamp", timestamp)
            + line("TopicArn", topicArn)
            + line("Type", "Notification"));
  }

  /// The question whether an endpoint wants a subscription.
  public static StringToSign subscriptionConfirmation(
      String topicArn, Confirmation confirmation, String timestamp) {
    return confirmation(topicArn, confirmation, timestamp, "SubscriptionConfirmation");
  }

  /// The notice that a subscription has ended.
  public static StringToSign unsubscribeConfirmation(
      String topicArn, Confirmation confirmation, String timestamp) {
    return confirmation(topicArn, confirmation, timestamp, "UnsubscribeConfirmation");
  }

  /// What the two confirmations say.
  ///
  /// @param messageId the id of the confirmation
  /// @param message its sentence for people
  /// @param subscribeUrl the address that confirms
  /// @param token the token in that address
  public record Confirmation(String messageId, String message, String subscribeUrl, String token) {}

  private static StringToSign confirmation(
      String topicArn, Confirmation confirmation, String timestamp, String type) {
    return new StringToSign(
        line("Message", confirmation.message())
            + line("MessageId", confirmation.messageId())
            + line("SubscribeURL", confirmation.subscribeUrl())
            + line("Timestamp", timestamp)
            + line("Token", confirmation.token())
            + line("TopicArn", topicArn)
            + line("Type", type));
  }

  private static String line(String name, String value) {
    return name + '\n' + value + '\n';
  }
}
