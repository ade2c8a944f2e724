package dev.junction.topic.domain;

import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.SnsErrors;

/// The errors that topics answer with, each with its text.
///
/// Source: SNS API reference, and for the texts what LocalStack recorded from the real service
/// (`tests/aws/services/sns/test_sns.snapshot.json`).
public final class TopicErrors {

  private TopicErrors() {}

  public static ServiceError noSuchTopic() {
    return SnsErrors.notFoundException("Topic does not exist");
  }

  public static ServiceError noSuchSubscription() {
    return SnsErrors.notFoundException("Subscription does not exist");
  }

  /// For what carries tags.
  public static ServiceError noSuchResource() {
    return SnsErrors.resourceNotFoundException("Resource does not exist");
  }

  public static ServiceError invalid(String what) {
    return SnsErrors.invalidParameterException("Invalid parameter: " + what);
  }

  public static ServiceError invalid(String parameter, String reason) {
    return invalid(parameter + " Reason: " + reason);
  }

  /// For a policy with actions that topics do not have.
  public static ServiceError actionOutOfScope() {
    return invalid(TopicRules.OUT_OF_SCOPE);
  }

  /// Source: SNS Developer Guide, "Amazon SNS message archiving for FIFO topic owners": the archive
  /// has to be ended before the topic is deleted.
  public static ServiceError archives() {
    return SnsErrors.invalidStateException(
        "Cannot delete a topic with an ArchivePolicy; deactivate it first");
  }

  /// A text that stands where an ARN belongs.
  public static ServiceError badArn(String parameter, String text) {
    int elements = text.split(":", -1).length;
    return elements < 6
        ? invalid(parameter, "An ARN must have at least 6 elements, not " + elements)
        : invalid(parameter);
  }

  /// A text that stands where the ARN of a subscription belongs. Source of the second text: what
  /// LocalStack recorded from the real service (`test_unsubscribe_wrong_arn_format`).
  public static ServiceError badSubscriptionArn(String text) {
    return text.split(":", -1).length < 6
        ? badArn("SubscriptionArn", text)
        : invalid("SubscriptionId");
  }

  public static ServiceError invalidValue(String message) {
    return SnsErrors.invalidParameterValueException(message);
  }

  /// A member of the input that is missing although the model requires it.
  public static ServiceError missing(String path) {
    return ServiceError.client(
        "ValidationError",
        400,
        "1 validation error detected: Value null at '"
            + path
            + "' failed to satisfy constraint: Member must not be null");
  }

  /// For a message that a data protection policy denies. Source: SNS Developer Guide, "Data
  /// protection policy operations": the code; the sentence is ours.
  public static ServiceError prohibited(String topicArn) {
    return SnsErrors.authorizationErrorException(
        "The data protection policy of "
            + topicArn
            + " prohibits this message from being published");
  }

  /// For a caller who is of no account that may do this, whatever the policy says.
  public static ServiceError denied(String principal, String action, String resource) {
    return denied(Decision.NOT_ALLOWED, principal, action, resource);
  }

  public static ServiceError denied(
      Decision decision, String principal, String action, String resource) {
    return SnsErrors.authorizationErrorException(
        decision.refusal(principal, "SNS:" + action, resource));
  }
}
