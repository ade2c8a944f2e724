package dev.junction.topic.report;

import dev.junction.delivery.Source;
import dev.junction.delivery.report.Stamp;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.DirectMessage;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.JsonValue;
import dev.junction.topic.domain.TopicLimits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What happened to a device, as the topic is told that its application names for it.
///
/// Source: SNS Developer Guide, "Application event notifications"; the members and the subject of a
/// failed delivery are those of recorded events of the real service, the members of the others
/// those that consumers read, as Wire's `gundeck` does, and their subject is made alike.
///
/// @param kind what happened
/// @param application the device's application
/// @param endpointArn the device
/// @param details further members
public record ApplicationEvent(
    Kind kind, ApplicationAddress application, String endpointArn, Map<String, Object> details) {

  /// What can happen.
  public enum Kind {
    CREATED("EndpointCreated"),
    UPDATED("EndpointUpdated"),
    DELETED("EndpointDeleted"),
    FAILED("DeliveryFailure");

    private final String written;

    Kind(String written) {
      this.written = written;
    }

    /// The attribute of applications that names the topic.
    public String attribute() {
      return this == FAILED ? "EventDeliveryFailure" : "Event" + written;
    }
  }

  /// The first member of what tells of a failure, in the order of the names.
  private static final byte[] FAILURE_BEGIN =
      "{\"DeliveryAttempts\":".getBytes(StandardCharsets.UTF_8);

  /// A failed delivery.
  ///
  /// @param attempts how many attempts there were
  /// @param type the kind of failure, as in `EndpointDisabled`
  /// @param message the same for people
  public static ApplicationEvent failure(
      ApplicationAddress application,
      String endpointArn,
      String messageId,
      int attempts,
      String type,
      String message) {
    return new ApplicationEvent(
        Kind.FAILED,
        application,
        endpointArn,
        Map.of(
            "DeliveryAttempts",
            BigDecimal.valueOf(attempts),
            "FailureMessage",
            message,
            "FailureType",
            type,
            "MessageId",
            messageId));
  }

  /// Whether a message tells of a failed delivery itself. Nobody is told of the failure of such a
  /// one, so that a device that hears of failures and fails does not go on for ever.
  public static boolean isFailure(byte[] body) {
    return body.length > FAILURE_BEGIN.length
        && Arrays.equals(body, 0, FAILURE_BEGIN.length, FAILURE_BEGIN, 0, FAILURE_BEGIN.length);
  }

  /// On whose behalf the topic is told.
  public Source source() {
    return new Source("sns.amazonaws.com", application.arn(), application.account().value());
  }

  /// What the topic is told.
  ///
  /// @param id the message's identity
  public DirectMessage message(String id, Instant now) {
    Map<String, Object> event = new TreeMap<>(details);
    event.put("EndpointArn", endpointArn);
    event.put("EventType", kind.written);
    event.put("Resource", application.arn());
    event.put("Service", "SNS");
    event.put("Time", Envelope.timestamp(now));
    String subject =
        kind.written + " event for app " + application.name() + " (" + application.platform() + ")";
    return new DirectMessage(
        id,
        subject.length() < TopicLimits.SUBJECT_CHARACTERS_MAX ? subject : null,
        JsonValue.write(new StringBuilder(), event).toString(),
        List.of(),
        new Stamp(id, now.toEpochMilli(), ""));
  }
}
