package dev.junction.topic.domain;

import dev.junction.identity.policy.ParsedPolicy;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyParser;
import dev.junction.kernel.Outcome;
import dev.junction.models.sns.SnsService;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which attributes a topic can have and which values.
///
/// Source: SNS API reference, CreateTopic and SetTopicAttributes.
public final class TopicRules {

  private static final Set<String> FEEDBACK = feedback();
  private static final Set<String> FIFO_ONLY =
      Set.of(
          TopicSettings.CONTENT_BASED_DEDUPLICATION,
          TopicSettings.THROUGHPUT_SCOPE,
          TopicSettings.ARCHIVE_POLICY);
  private static final Set<String> SETTABLE =
      Set.of(
          TopicSettings.POLICY,
          TopicSettings.DISPLAY_NAME,
          TopicSettings.DELIVERY_POLICY,
          TopicSettings.KMS_KEY,
          TopicSettings.SIGNATURE_VERSION,
          TopicSettings.TRACING,
          TopicSettings.CONTENT_BASED_DEDUPLICATION,
          TopicSettings.THROUGHPUT_SCOPE,
          TopicSettings.ARCHIVE_POLICY);

  /// What is said of a rate that is none. Source, also of how the texts of new topics begin: what
  /// the tests of the connector that Ballerina has found at the real service.
  public static final String NO_PERCENTAGE = "%s value provided is not an integer between 0-100";

  private static final String RECEIVE = "Receive";
  static final String OUT_OF_SCOPE = "Policy statement action out of service scope!";

  /// The operations of the service, most of which are none of a topic.
  private static final Set<String> OPERATIONS = operations();

  /// What policies can be about. Source: SNS Developer Guide, "Amazon SNS API permissions: Actions
  /// and resources reference"; `Receive`, which is not among them, stands in policies of topics of
  /// the real service that users show.
  private static final Set<String> ACTIONS =
      Set.of(
          "AddPermission",
          "DeleteTopic",
          "GetDataProtectionPolicy",
          "GetTopicAttributes",
          "ListSubscriptionsByTopic",
          "ListTagsForResource",
          "Publish",
          "PutDataProtectionPolicy",
          RECEIVE,
          "RemovePermission",
          "SetTopicAttributes",
          "Subscribe");

  private TopicRules() {}

  private static Set<String> operations() {
    Set<String> names = new TreeSet<>(Set.of(RECEIVE));
    SnsService.SCHEMA.operations().forEach(operation -> names.add(operation.name()));
    return names;
  }

  private static Set<String> feedback() {
    Set<String> names = new TreeSet<>();
    for (String protocol : new String[] {"HTTP", "Firehose", "Lambda", "Application", "SQS"}) {
      names.add(protocol + "SuccessFeedbackRoleArn");
      names.add(protocol + "SuccessFeedbackSampleRate");
      names.add(protocol + "FailureFeedbackRoleArn");
    }
    return names;
  }

  /// The settings of a new topic.
  public static Outcome<TopicSettings> create(TopicAddress address, Map<String, String> wanted) {
    String written = wanted.getOrDefault(TopicSettings.FIFO_TOPIC, "");
    boolean fifo = Boolean.parseBoolean(written);
    if (!fifo && !written.isEmpty() && !written.equalsIgnoreCase("false")) {
      return Outcome.rejected(
          TopicErrors.invalid(
              "Attributes",
              TopicSettings.FIFO_TOPIC
                  + ": Invalid value ["
                  + written
                  + "]. Must be true or false."));
    }
    if (fifo && !(address.isFifo() && TopicAddress.isValidName(address.name()))) {
      return Outcome.rejected(
          TopicErrors.invalid(
              "Fifo Topic names must end with .fifo and must be made up of only uppercase and"
                  + " lowercase ASCII letters, numbers, underscores, and hyphens, and must be"
                  + " between 1 and 256 characters long."));
    }
    if (!fifo && (address.isFifo() || !TopicAddress.isValidName(address.name()))) {
      return Outcome.rejected(TopicErrors.invalid("Topic Name"));
    }
    TopicSettings settings =
        new TopicSettings(fifo ? Map.of(TopicSettings.FIFO_TOPIC, "true") : Map.of());
    for (Map.Entry<String, String> attribute : new TreeMap<>(wanted).entrySet()) {
      if (attribute.getKey().equals(TopicSettings.FIFO_TOPIC)) {
        continue;
      }
      if (!isKnown(attribute.getKey())) {
        return Outcome.rejected(
            TopicErrors.invalid("Attributes", "Unknown attribute " + attribute.getKey()));
      }
      String problem = problem(address, attribute.getKey(), attribute.getValue());
      if (problem != null) {
        return Outcome.rejected(TopicErrors.invalid("Attributes", problem));
      }
      settings = settings.with(attribute.getKey(), attribute.getValue());
    }
    return Outcome.accepted(settings);
  }

  /// The settings with one attribute changed.
  public static Outcome<TopicSettings> change(
      TopicAddress address, TopicSettings settings, String name, String value) {
    if (!isKnown(name)) {
      return Outcome.rejected(TopicErrors.invalid("AttributeName"));
    }
    String problem = problem(address, name, value);
    return problem == null
        ? Outcome.accepted(settings.with(name, value))
        : Outcome.rejected(TopicErrors.invalid(problem));
  }

  private static boolean isKnown(String name) {
    return SETTABLE.contains(name) || FEEDBACK.contains(name);
  }

  private static @Nullable String problem(TopicAddress address, String name, String value) {
    if (FIFO_ONLY.contains(name) && !address.isFifo()) {
      return name + " can only be set on a FIFO topic";
    }
    if (value.isEmpty()) {
      return null;
    }
    return switch (name) {
      case TopicSettings.POLICY -> policyProblem(address, value);
      case TopicSettings.DELIVERY_POLICY -> {
        String reason = DeliveryPolicy.ofTopic(value).problem();
        yield reason == null ? null : "DeliveryPolicy: " + reason;
      }
      case TopicSettings.DISPLAY_NAME ->
          value.length() > TopicLimits.DISPLAY_NAME_CHARACTERS_MAX ? name : null;
      case TopicSettings.SIGNATURE_VERSION -> oneOf(name, value, "1", "2");
      case TopicSettings.TRACING -> oneOf(name, value, "PassThrough", "Active");
      case TopicSettings.CONTENT_BASED_DEDUPLICATION ->
          value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false") ? null : name;
      case TopicSettings.THROUGHPUT_SCOPE -> oneOf(name, value, "Topic", "MessageGroup");
      case TopicSettings.ARCHIVE_POLICY -> {
        String reason = ArchivePolicy.parse(value).problem();
        yield reason == null ? null : name + ": " + reason;
      }
      default ->
          name.endsWith("SampleRate") && !isPercentage(value)
              ? name + ": " + NO_PERCENTAGE.formatted(value)
              : null;
    };
  }

  private static @Nullable String policyProblem(TopicAddress address, String value) {
    return switch (new PolicyParser(TopicLimits.POLICY).parse(value)) {
      case ParsedPolicy.Accepted(Policy policy) when !policy.isWithin("sns", OPERATIONS, ACTIONS) ->
          OUT_OF_SCOPE;
      case ParsedPolicy.Accepted(Policy policy) when !policy.isAbout(address.arn()) ->
          "Policy Error: a statement is about other resources than " + address.arn();
      case ParsedPolicy.Accepted _ -> null;
      case ParsedPolicy.Refused(_, String reason) -> "Policy Error: " + reason;
    };
  }

  private static @Nullable String oneOf(String name, String value, String... values) {
    return Set.of(values).contains(value) ? null : name;
  }

  /// Whether a rate is a number from 0 to 100.
  public static boolean isPercentage(String value) {
    return value.length() <= 3
        && !value.isEmpty()
        && value.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(value) <= 100;
  }
}
