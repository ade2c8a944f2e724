package dev.junction.queue.domain;

import dev.junction.identity.policy.ParsedPolicy;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyParser;
import dev.junction.identity.policy.PolicyWriter;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which values a client may give to the attributes of a queue.
///
/// Source: SQS API reference, CreateQueue and SetQueueAttributes.
public final class SettingsRules {

  /// Attributes that the service computes; a client can read them only.
  public static final Set<String> COMPUTED =
      Set.of(
          "ApproximateNumberOfMessages",
          "ApproximateNumberOfMessagesNotVisible",
          "ApproximateNumberOfMessagesDelayed",
          "CreatedTimestamp",
          "LastModifiedTimestamp",
          "QueueArn");

  private static final Set<String> MAY_BE_EMPTY =
      Set.of(
          QueueSettings.POLICY,
          QueueSettings.REDRIVE_POLICY,
          QueueSettings.REDRIVE_ALLOW_POLICY,
          QueueSettings.KMS_KEY);

  private static final Set<String> FIFO_ONLY =
      Set.of(
          QueueSettings.FIFO_QUEUE,
          QueueSettings.CONTENT_BASED_DEDUPLICATION,
          QueueSettings.DEDUPLICATION_SCOPE,
          QueueSettings.FIFO_THROUGHPUT_LIMIT);

  private static final List<String> HIGH_THROUGHPUT =
      List.of(QueueSettings.DEDUPLICATION_SCOPE, QueueSettings.FIFO_THROUGHPUT_LIMIT);

  private static final Set<String> NUMBERS =
      Set.of(
          QueueSettings.VISIBILITY_TIMEOUT,
          QueueSettings.MAXIMUM_MESSAGE_SIZE,
          QueueSettings.MESSAGE_RETENTION_PERIOD,
          QueueSettings.DELAY_SECONDS,
          QueueSettings.RECEIVE_WAIT_SECONDS,
          QueueSettings.KMS_KEY_REUSE_SECONDS);

  private static final Set<String> BOOLEANS =
      Set.of(
          QueueSettings.FIFO_QUEUE,
          QueueSettings.CONTENT_BASED_DEDUPLICATION,
          QueueSettings.MANAGED_ENCRYPTION);

  private SettingsRules() {}

  /// Checks the attributes of a queue that is being created.
  public static Outcome<QueueSettings> create(QueueAddress queue, Map<String, String> attributes) {
    String fifo = attributes.get(QueueSettings.FIFO_QUEUE);
    if (queue.isFifo() != Boolean.parseBoolean(fifo)) {
      return Outcome.rejected(
          queue.isFifo()
              ? QueueErrors.invalidParameter(
                  "The name of a queue may end in .fifo only when its attribute FifoQueue is true.")
              : QueueErrors.invalidParameter(
                  "The name of a FIFO queue can only include alphanumeric characters, hyphens, or"
                      + " underscores, must end with .fifo suffix and be 1 to 80 in length."));
    }
    if (fifo != null && !queue.isFifo()) {
      return Outcome.rejected(QueueErrors.unknownAttribute(QueueSettings.FIFO_QUEUE));
    }
    for (String name : HIGH_THROUGHPUT) {
      if (!queue.isFifo() && attributes.containsKey(name)) {
        return Outcome.rejected(QueueErrors.needsFifo(name));
      }
    }
    return check(new QueueSettings(Map.of()), queue, attributes);
  }

  /// Checks a change of the attributes of an existing queue.
  public static Outcome<QueueSettings> change(
      QueueAddress queue, QueueSettings now, Map<String, String> attributes) {
    String fifo = attributes.get(QueueSettings.FIFO_QUEUE);
    if (fifo != null && now.isFifo() && !Boolean.parseBoolean(fifo)) {
      return Outcome.rejected(
          QueueErrors.badAttribute(
              QueueSettings.FIFO_QUEUE, "Modifying queue type is not supported."));
    }
    return check(now, queue, attributes);
  }

  private static Outcome<QueueSettings> check(
      QueueSettings now, QueueAddress queue, Map<String, String> attributes) {
    Map<String, String> normal = new TreeMap<>();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String value = normal(attribute.getKey(), attribute.getValue());
      ServiceError error = problem(queue, attribute.getKey(), value);
      if (error != null) {
        return Outcome.rejected(error);
      }
      normal.put(attribute.getKey(), value);
    }
    if ("true".equals(normal.get(QueueSettings.MANAGED_ENCRYPTION))
        && !normal.getOrDefault(QueueSettings.KMS_KEY, "").isEmpty()) {
      return Outcome.rejected(QueueErrors.twoEncryptions());
    }
    QueueSettings then = now.with(normal);
    if ("perMessageGroupId".equals(then.values().get(QueueSettings.FIFO_THROUGHPUT_LIMIT))
        && !then.deduplicatesPerGroup()) {
      return Outcome.rejected(
          QueueErrors.badAttribute(
              QueueSettings.FIFO_THROUGHPUT_LIMIT,
              "perMessageGroupId is allowed only when DeduplicationScope is messageGroup."));
    }
    return Outcome.accepted(then);
  }

  /// A value as it is kept and answered: `true` for `True`, `30` for `030`. Source: what LocalStack
  /// recorded from the real service, `test_fifo_change_to_high_throughput_after_creation`.
  private static String normal(String name, String value) {
    if (BOOLEANS.contains(name)) {
      return value.toLowerCase(Locale.ROOT);
    }
    if (!NUMBERS.contains(name)) {
      return value;
    }
    try {
      return String.valueOf(Integer.parseInt(value));
    } catch (NumberFormatException _) {
      return value;
    }
  }

  /// Whether two values of an attribute mean the same, also where their JSON is written otherwise.
  public static boolean areAlike(String name, String one, String other) {
    return normal(name, one).equals(normal(name, other))
        || meaning(name, one).equals(meaning(name, other));
  }

  private static Object meaning(String name, String value) {
    return switch (name) {
      case QueueSettings.REDRIVE_POLICY -> RedriveJson.parse(value);
      case QueueSettings.REDRIVE_ALLOW_POLICY ->
          Objects.<Object>requireNonNullElse(RedriveJson.parseAllowPolicy(value), value);
      case QueueSettings.POLICY ->
          new PolicyParser(QueueLimits.POLICY).parse(value)
                  instanceof ParsedPolicy.Accepted(Policy policy)
              ? PolicyWriter.write(policy)
              : value;
      default -> value;
    };
  }

  private static @Nullable ServiceError problem(QueueAddress queue, String name, String value) {
    if (value.isEmpty() && MAY_BE_EMPTY.contains(name)) {
      return null;
    }
    if (FIFO_ONLY.contains(name) && !queue.isFifo()) {
      return QueueErrors.unknownAttribute(name);
    }
    return switch (name) {
      case QueueSettings.VISIBILITY_TIMEOUT ->
          range(name, value, 0, QueueLimits.VISIBILITY_SECONDS_MAX);
      case QueueSettings.MAXIMUM_MESSAGE_SIZE ->
          range(name, value, QueueLimits.MESSAGE_BYTES_LIMIT_MIN, QueueLimits.MESSAGE_BYTES_MAX);
      case QueueSettings.MESSAGE_RETENTION_PERIOD ->
          range(name, value, QueueLimits.RETENTION_SECONDS_MIN, QueueLimits.RETENTION_SECONDS_MAX);
      case QueueSettings.DELAY_SECONDS -> range(name, value, 0, QueueLimits.DELAY_SECONDS_MAX);
      case QueueSettings.RECEIVE_WAIT_SECONDS ->
          range(name, value, 0, QueueLimits.WAIT_SECONDS_MAX);
      case QueueSettings.KMS_KEY_REUSE_SECONDS ->
          range(name, value, QueueLimits.KEY_REUSE_SECONDS_MIN, QueueLimits.KEY_REUSE_SECONDS_MAX);
      case QueueSettings.FIFO_QUEUE,
          QueueSettings.CONTENT_BASED_DEDUPLICATION,
          QueueSettings.MANAGED_ENCRYPTION ->
          oneOf(name, value, "true", "false");
      case QueueSettings.DEDUPLICATION_SCOPE -> oneOf(name, value, "queue", "messageGroup");
      case QueueSettings.FIFO_THROUGHPUT_LIMIT ->
          oneOf(name, value, "perQueue", "perMessageGroupId");
      case QueueSettings.POLICY -> policyProblem(value);
      case QueueSettings.REDRIVE_POLICY -> redriveProblem(queue, value);
      case QueueSettings.REDRIVE_ALLOW_POLICY ->
          RedriveJson.parseAllowPolicy(value) != null ? null : QueueErrors.badAttribute(name);
      case QueueSettings.KMS_KEY -> null;
      default -> QueueErrors.unknownAttribute(name);
    };
  }

  private static @Nullable ServiceError policyProblem(String value) {
    return switch (new PolicyParser(QueueLimits.POLICY).parse(value)) {
      case ParsedPolicy.Accepted(Policy policy) when policy.isWithin("sqs") -> null;
      case ParsedPolicy.Accepted _ ->
          QueueErrors.badAttribute(
              QueueSettings.POLICY, "Policy statement action out of service scope!");
      case ParsedPolicy.Refused(_, String reason) ->
          QueueErrors.badAttribute(QueueSettings.POLICY, reason);
    };
  }

  private static @Nullable ServiceError redriveProblem(QueueAddress queue, String value) {
    return switch (RedriveJson.parse(value)) {
      case Outcome.Rejected<RedrivePolicy>(var error) -> error;
      case Outcome.Accepted<RedrivePolicy>(RedrivePolicy(QueueAddress target, _)) ->
          target.account().equals(queue.account())
                  && target.region().equals(queue.region())
                  && target.isFifo() == queue.isFifo()
              ? null
              : QueueErrors.badValue(
                  value,
                  QueueSettings.REDRIVE_POLICY,
                  "Dead-letter queue must be in same account, region and of the same type as the"
                      + " source.");
    };
  }

  private static @Nullable ServiceError range(String name, String value, int min, int max) {
    try {
      int number = Integer.parseInt(value);
      return number >= min && number <= max ? null : QueueErrors.badAttribute(name);
    } catch (NumberFormatException _) {
      return QueueErrors.badAttribute(name);
    }
  }

  private static @Nullable ServiceError oneOf(String name, String value, String... allowed) {
    for (String candidate : allowed) {
      if (candidate.equals(value)) {
        return null;
      }
    }
    return QueueErrors.badAttribute(name);
  }
}
