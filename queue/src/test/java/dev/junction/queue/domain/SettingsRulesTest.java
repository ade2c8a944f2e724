package dev.junction.queue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ranges: SQS API reference, CreateQueue.
final class SettingsRulesTest {

  private static final QueueAddress STANDARD =
      new QueueAddress(AccountId.DEFAULT, Region.DEFAULT, "orders");
  private static final QueueAddress FIFO =
      new QueueAddress(AccountId.DEFAULT, Region.DEFAULT, "orders.fifo");

  private static boolean accepts(QueueAddress queue, Map<String, String> attributes) {
    return SettingsRules.create(queue, attributes) instanceof Outcome.Accepted;
  }

  @ParameterizedTest
  @CsvSource({
    "VisibilityTimeout, 0, 43200",
    "MaximumMessageSize, 1024, 1048576",
    "MessageRetentionPeriod, 60, 1209600",
    "DelaySeconds, 0, 900",
    "ReceiveMessageWaitTimeSeconds, 0, 20",
    "KmsDataKeyReusePeriodSeconds, 60, 86400"
  })
  void numbersAreAcceptedUpToTheirLimitsAndNotBeyond(String name, int min, int max) {
    assertThat(accepts(STANDARD, Map.of(name, String.valueOf(min)))).isTrue();
    assertThat(accepts(STANDARD, Map.of(name, String.valueOf(max)))).isTrue();
    assertThat(accepts(STANDARD, Map.of(name, String.valueOf(min - 1)))).isFalse();
    assertThat(accepts(STANDARD, Map.of(name, String.valueOf(max + 1)))).isFalse();
    assertThat(accepts(STANDARD, Map.of(name, "many"))).isFalse();
  }

  @Test
  void theSuffixAndTheAttributeOfFifoQueuesGoTogether() {
    assertThat(accepts(FIFO, Map.of("FifoQueue", "true"))).isTrue();
    assertThat(accepts(FIFO, Map.of())).isFalse();
    assertThat(accepts(STANDARD, Map.of("FifoQueue", "true"))).isFalse();
    assertThat(accepts(STANDARD, Map.of("ContentBasedDeduplication", "true"))).isFalse();
  }

  /// Source: what LocalStack recorded from the real service,
  /// `test_fifo_change_to_high_throughput_after_creation`.
  @Test
  void truthAndNumbersAreKeptInTheirUsualForm() {
    Map<String, String> written =
        Map.of(
            "FifoQueue", "True",
            "ContentBasedDeduplication", "False",
            "SqsManagedSseEnabled", "TRUE",
            "VisibilityTimeout", "+30",
            "DelaySeconds", "007");
    assertThat(SettingsRules.create(FIFO, written).map(QueueSettings::values))
        .isEqualTo(
            Outcome.accepted(
                Map.of(
                    "FifoQueue", "true",
                    "ContentBasedDeduplication", "false",
                    "SqsManagedSseEnabled", "true",
                    "VisibilityTimeout", "30",
                    "DelaySeconds", "7")));
    assertThat(accepts(FIFO, Map.of("FifoQueue", "True", "ContentBasedDeduplication", "yes")))
        .isFalse();
  }

  /// Source: what LocalStack recorded from the real service,
  /// `test_set_queue_attributes_default_values`.
  @Test
  void aQueueWhoseKeyIsTakenAwayIsNotEncrypted() {
    QueueSettings plain = new QueueSettings(Map.of());
    QueueSettings keyed =
        plain.with(Map.of("KmsMasterKeyId", "key", "KmsDataKeyReusePeriodSeconds", "6000"));
    Map<String, String> taken = Map.of("KmsMasterKeyId", "", "KmsDataKeyReusePeriodSeconds", "300");
    assertThat(keyed.with(taken).effective())
        .doesNotContainKeys("KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds")
        .containsEntry("SqsManagedSseEnabled", "false");
    assertThat(plain.with(taken)).as("there was none").isEqualTo(plain);
  }

  @Test
  void aPolicyNamesActionsOfQueuesOnly() {
    String policy =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"%s\",\"Resource\":\"*\"}}";
    for (String action : new String[] {"SQS:*", "sqs:SendMessage", "*"}) {
      assertThat(accepts(STANDARD, Map.of("Policy", policy.formatted(action)))).isTrue();
    }
    String others = policy.replace("\"Action\"", "\"NotAction\"").formatted("s3:*");
    assertThat(accepts(STANDARD, Map.of("Policy", others))).isTrue();
    assertThat(SettingsRules.create(STANDARD, Map.of("Policy", policy.formatted("sns:Publish"))))
        .asString()
        .contains("Policy statement action out of service scope!");
  }

  @Test
  void aRedrivePolicyNamesAQueueOfTheSameKind() {
    String policy =
        "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:%s\",\"maxReceiveCount\":%s}";
    assertThat(accepts(STANDARD, Map.of("RedrivePolicy", policy.formatted("dead", "5")))).isTrue();
    assertThat(accepts(STANDARD, Map.of("RedrivePolicy", policy.formatted("dead", "\"5\""))))
        .isTrue();
    assertThat(accepts(STANDARD, Map.of("RedrivePolicy", policy.formatted("dead", "0")))).isFalse();
    assertThat(accepts(STANDARD, Map.of("RedrivePolicy", policy.formatted("dead.fifo", "5"))))
        .isFalse();
    assertThat(accepts(STANDARD, Map.of("RedrivePolicy", "{}"))).isFalse();
    assertThat(accepts(STANDARD, Map.of("RedrivePolicy", "["))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Policy, SendMessage, ReceiveMessage",
    "RedrivePolicy, 5, 6",
    "RedriveAllowPolicy, one, other",
  })
  void jsonIsAlikeHoweverItIsWritten(String name, String value, String another) {
    String text =
        switch (name) {
          case "Policy" ->
              "{'Statement':{'Effect':'Allow','Principal':'*','Action':'sqs:%s','Resource':'*'}}";
          case "RedrivePolicy" ->
              "{'maxReceiveCount':%s,'deadLetterTargetArn':'arn:aws:sqs:us-east-1:000000000000:d'}";
          default ->
              "{'redrivePermission':'byQueue','sourceQueueArns':"
                  + "['arn:aws:sqs:us-east-1:000000000000:%s']}";
        };
    String one = text.replace('\'', '"').formatted(value);
    String spaced = one.replace(",", " ,\n ").replace("{", "{ ");
    assertThat(SettingsRules.areAlike(name, one, spaced)).isTrue();
    String other = text.replace('\'', '"').formatted(another);
    assertThat(SettingsRules.areAlike(name, one, other)).isFalse();
    assertThat(SettingsRules.areAlike(name, one, "")).isFalse();
  }
}
