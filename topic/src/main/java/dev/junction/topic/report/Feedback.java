package dev.junction.topic.report;

import dev.junction.delivery.report.ReportWish;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.TopicRules;
import dev.junction.topic.domain.TopicSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which deliveries are written into log groups, as the attributes of topics, platform applications
/// and accounts say.
///
/// A role for successes or failures turns them on; the rate says of how many successes in a hundred
/// one wants to know, and without it of all. Source: SNS Developer Guide, "Amazon SNS message
/// delivery status"; what counts without a rate is not documented.
public final class Feedback {

  /// The book of text messages; that of an application is its ARN, all others are protocols.
  static final String SMS = "sms";

  private static final String SUCCESS_ROLE = "SuccessFeedbackRoleArn";
  private static final String FAILURE_ROLE = "FailureFeedbackRoleArn";
  private static final String RATE = "SuccessFeedbackSampleRate";
  private static final String SMS_ROLE = "DeliveryStatusIAMRole";
  private static final String SMS_RATE = "DeliveryStatusSuccessSamplingRate";

  private Feedback() {}

  /// What a topic wants to hear of a subscription.
  public static List<ReportWish> of(TopicSettings topic, Protocol protocol) {
    String name = attributeName(protocol);
    return name == null
        ? List.of()
        : of(
            protocol.written(),
            topic.values().get(name + SUCCESS_ROLE),
            topic.values().get(name + FAILURE_ROLE),
            topic.values().get(name + RATE));
  }

  private static @Nullable String attributeName(Protocol protocol) {
    return switch (protocol) {
      case HTTP, HTTPS -> "HTTP";
      case SQS -> "SQS";
      case LAMBDA -> "Lambda";
      case FIREHOSE -> "Firehose";
      case APPLICATION -> "Application";
      case EMAIL, EMAIL_JSON, SMS -> null;
    };
  }

  /// What a platform application wants to hear of its devices.
  public static List<ReportWish> of(ApplicationAddress application, Map<String, String> set) {
    return of(application.arn(), set.get(SUCCESS_ROLE), set.get(FAILURE_ROLE), set.get(RATE));
  }

  /// What an account wants to hear of text messages.
  public static List<ReportWish> ofTextMessages(Map<String, String> set) {
    String role = set.get(SMS_ROLE);
    return of(SMS, role, role, set.get(SMS_RATE));
  }

  private static List<ReportWish> of(
      String book,
      @Nullable String successRole,
      @Nullable String failureRole,
      @Nullable String rate) {
    boolean successes = isSet(successRole);
    boolean failures = isSet(failureRole);
    return successes || failures
        ? List.of(new ReportWish(book, successes ? percent(rate) : 0, failures))
        : List.of();
  }

  private static boolean isSet(@Nullable String role) {
    return role != null && !role.isEmpty();
  }

  private static int percent(@Nullable String rate) {
    return rate != null && TopicRules.isPercentage(rate) ? Integer.parseInt(rate) : 100;
  }
}
