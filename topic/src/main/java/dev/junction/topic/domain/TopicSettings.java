package dev.junction.topic.domain;

import dev.junction.identity.policy.ParsedPolicy;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyParser;
import dev.junction.topic.protection.ProtectionPolicy;
import dev.junction.topic.protection.ProtectionReading;
import dev.junction.topic.signature.SignatureVersion;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The attributes that a client has set on a topic, as texts under the API's own names. Values are
/// valid: they came through [TopicRules].
///
/// @param values the attributes that were set
public record TopicSettings(Map<String, String> values) {

  public static final String POLICY = "Policy";
  public static final String DISPLAY_NAME = "DisplayName";
  public static final String DELIVERY_POLICY = "DeliveryPolicy";
  public static final String EFFECTIVE_DELIVERY_POLICY = "EffectiveDeliveryPolicy";
  public static final String KMS_KEY = "KmsMasterKeyId";
  public static final String SIGNATURE_VERSION = "SignatureVersion";
  public static final String TRACING = "TracingConfig";
  public static final String FIFO_TOPIC = "FifoTopic";
  public static final String CONTENT_BASED_DEDUPLICATION = "ContentBasedDeduplication";
  public static final String THROUGHPUT_SCOPE = "FifoThroughputScope";
  public static final String ARCHIVE_POLICY = "ArchivePolicy";
  public static final String BEGINNING_ARCHIVE_TIME = "BeginningArchiveTime";

  /// Set and read by operations of its own.
  public static final String DATA_PROTECTION_POLICY = "DataProtectionPolicy";

  public TopicSettings {
    values = Map.copyOf(values);
  }

  /// The same settings with one of them changed; an empty text unsets it.
  public TopicSettings with(String name, String value) {
    Map<String, String> merged = new TreeMap<>(values);
    if (value.isEmpty()) {
      merged.remove(name);
    } else {
      merged.put(name, value);
    }
    return new TopicSettings(merged);
  }

  /// Whether messages go other ways to the subscriptions with other settings.
  public boolean changesRecipients(TopicSettings other) {
    return !ways(values).equals(ways(other.values));
  }

  private static Map<String, String> ways(Map<String, String> values) {
    Map<String, String> ways = new TreeMap<>(values);
    ways.keySet()
        .removeIf(
            name ->
                !name.equals(DELIVERY_POLICY)
                    && !name.equals(DISPLAY_NAME)
                    && !name.contains("Feedback"));
    return ways;
  }

  /// Who its mails come from, or null.
  public @Nullable String displayName() {
    return values.get(DISPLAY_NAME);
  }

  /// What text messages begin with: the name in capitals. Source: SNS Developer Guide, "Publishing
  /// to a topic" (of text messages).
  public String textMessagePrefix() {
    String name = displayName();
    return name == null
        ? ""
        : name.codePoints()
                .limit(TopicLimits.TEXT_MESSAGE_NAME_CHARACTERS_MAX)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toUpperCase(Locale.ROOT)
            + "> ";
  }

  /// How long messages are archived, or null when they are not.
  public @Nullable Duration archiveRetention() {
    String policy = values.get(ARCHIVE_POLICY);
    return policy == null ? null : ArchivePolicy.parse(policy).retention();
  }

  public boolean deduplicatesByContent() {
    return Boolean.parseBoolean(values.get(CONTENT_BASED_DEDUPLICATION));
  }

  /// Whether deduplication ids count per message group rather than per topic.
  public boolean deduplicatesPerGroup() {
    return "MessageGroup".equals(values.get(THROUGHPUT_SCOPE));
  }

  /// Which signatures its messages carry.
  public SignatureVersion signatureVersion() {
    String version = values.get(SIGNATURE_VERSION);
    return version == null
        ? SignatureVersion.ONE
        : SignatureVersion.parse(version).orElse(SignatureVersion.ONE);
  }

  /// What is done with sensitive data, or null when nothing is.
  public @Nullable ProtectionPolicy protection() {
    String json = values.get(DATA_PROTECTION_POLICY);
    if (json == null) {
      return null;
    }
    return switch (ProtectionPolicy.readAgain(json)) {
      case ProtectionReading.Accepted(ProtectionPolicy policy) -> policy;
      case ProtectionReading.Refused(String reason) ->
          throw new IllegalStateException("A stored policy cannot be read: " + reason);
    };
  }

  /// The policy that a client has set, or null.
  public @Nullable Policy policy() {
    String json = values.get(POLICY);
    return json == null ? null : parsed(json);
  }

  /// Reads a policy that was accepted before.
  public static Policy parsed(String json) {
    return switch (new PolicyParser(TopicLimits.POLICY).parse(json)) {
      case ParsedPolicy.Accepted(Policy policy) -> policy;
      case ParsedPolicy.Refused(_, String reason) ->
          throw new IllegalStateException("A stored policy cannot be read: " + reason);
    };
  }
}
