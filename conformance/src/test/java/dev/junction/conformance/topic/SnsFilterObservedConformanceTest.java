package dev.junction.conformance.topic;

import static dev.junction.conformance.topic.SnsConformanceTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/// Filter policies as the tests of LocalStack recorded them from the real service in May 2024
/// (`tests/aws/services/sns/test_sns_filter_policy.snapshot.json`).
final class SnsFilterObservedConformanceTest {

  private static final String INVALID = "InvalidParameter";

  @AutoClose private static final SnsBench bench = SnsBench.ephemeral();

  private static final SnsClient sns = bench.sns;

  private static void set(String subscription, String name, String value) {
    sns.setSubscriptionAttributes(
        r -> r.subscriptionArn(subscription).attributeName(name).attributeValue(value));
  }

  private static Map<String, String> shown(String subscription) {
    Map<String, String> attributes =
        new HashMap<>(
            sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription)).attributes());
    attributes.keySet().retainAll(List.of("FilterPolicy", "FilterPolicyScope"));
    return attributes;
  }

  private static MessageAttributeValue value(String type, String text) {
    return MessageAttributeValue.builder().dataType(type).stringValue(text).build();
  }

  // test_set_subscription_filter_policy_scope, test_sub_filter_policy_nested_property
  @Test
  void theScopeIsShownOnceThereIsAPolicy() {
    String subscription = bench.subscribe(bench.topic("scope"), bench.queue("scope"), Map.of());
    assertThat(shown(subscription)).isEmpty();
    refused(
        INVALID,
        "Invalid parameter: Filter policy scope MessageAttributes does not support nested filter"
            + " policy",
        () -> set(subscription, "FilterPolicy", "{\"object\":{\"key\":[{\"prefix\":\"auto-\"}]}}"));
    set(subscription, "FilterPolicyScope", "MessageBody");
    assertThat(shown(subscription)).isEmpty();
    refused(
        INVALID,
        "Invalid parameter: FilterPolicyScope: Invalid value [RandomValue]. Please use either"
            + " MessageBody or MessageAttributes",
        () -> set(subscription, "FilterPolicyScope", "RandomValue"));
    set(subscription, "FilterPolicy", "{\"object\":{\"key\":[{\"prefix\":\"auto-\"}]}}");
    assertThat(shown(subscription))
        .containsOnly(
            Map.entry("FilterPolicy", "{\"object\":{\"key\":[{\"prefix\":\"auto-\"}]}}"),
            Map.entry("FilterPolicyScope", "MessageBody"));
  }

  // test_sub_filter_policy_nested_property_constraints
  @Test
  void aNestedPolicyHasItsLimits() {
    String subscription =
        bench.subscribe(
            bench.topic("nested"),
            bench.queue("nested"),
            Map.of("FilterPolicyScope", "MessageBody"));
    refused(
        INVALID,
        "Invalid parameter: FilterPolicy: Filter policy is too complex",
        () ->
            set(
                subscription,
                "FilterPolicy",
                "{\"key_a\":{\"key_b\":{\"key_c\":[\"value_one\",\"value_two\",\"value_three\","
                    + "\"value_four\"]}},\"key_d\":{\"key_e\":[\"value_one\",\"value_two\","
                    + "\"value_three\"]},\"key_f\":[\"value_one\",\"value_two\",\"value_three\"]}"));
    refused(
        INVALID,
        "Invalid parameter: FilterPolicy: Filter policy can not have more than 5 keys",
        () ->
            set(
                subscription,
                "FilterPolicy",
                "{\"key_a\":[\"v\"],\"key_b\":[\"v\"],\"key_c\":[\"v\"],\"key_d\":[\"v\"],"
                    + "\"key_e\":[\"v\"],\"key_f\":[\"v\"]}"));
    refused(
        INVALID,
        "Invalid parameter: FilterPolicy: \"key_a\" must be an object or an array\n at [Source:"
            + " (String)\"{\"key_a\":\"value_one\"}\"; line: 1, column: 11]",
        () -> set(subscription, "FilterPolicy", "{\"key_a\":\"value_one\"}"));
  }

  // test_validate_policy_nested_anything_but_operator
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      textBlock =
          """
          `{"key":[{"anything-but":{"wrong-operator":null}}]}`; Unsupported anything-but pattern: wrong-operator; 47
          `{"key":[{"anything-but":{"exists":false}}]}`; Unsupported anything-but pattern: exists; 40
          """)
  void whatAnythingButDoesNotTakeIsNamedWithItsPlace(String policy, String reason, int column) {
    String topic = bench.topic("anything");
    String queue = bench.queue("anything" + column + reason.length());
    refused(
        INVALID,
        "Invalid parameter: Attributes Reason: FilterPolicy: "
            + reason
            + "\n at [Source: (String)\""
            + policy
            + "\"; line: 1, column: "
            + column
            + "]",
        () -> bench.subscribe(topic, queue, Map.of("FilterPolicy", policy)));
  }

  // test_filter_policy, test_exists_filter_policy: a message without the attribute is none with a
  // null, and none with anything but a value; it is one without the attribute.
  @Test
  void whatIsNotThereCanBeAskedFor() {
    String topic = bench.topic("absent");
    String queue = bench.queue("absent");
    String subscription =
        bench.subscribe(
            topic,
            queue,
            Map.of("FilterPolicy", "{\"attr1\":[null,{\"anything-but\":\"whatever\"}]}"));
    sns.publish(
        r ->
            r.topicArn(topic)
                .message("filtered")
                .messageAttributes(Map.of("attr1", value("String", "whatever"))));
    sns.publish(r -> r.topicArn(topic).message("null"));
    set(subscription, "FilterPolicy", "{\"store\":[{\"exists\":false}]}");
    sns.publish(
        r ->
            r.topicArn(topic)
                .message("message-1")
                .messageAttributes(
                    Map.of("store", value("Number", "99"), "def", value("Number", "99"))));
    sns.publish(
        r ->
            r.topicArn(topic)
                .message("message-3")
                .messageAttributes(Map.of("def", value("Number", "99"))));
    assertThat(bodies(queue)).singleElement().asString().contains("\"Message\" : \"message-3\"");
  }

  // test_filter_policy_on_message_body_dot_attribute: a dot in a name is a level, on both sides.
  @Test
  void aDotInANameIsALevel() {
    String topic = bench.topic("dots");
    String queue = bench.queue("dots");
    bench.subscribe(
        topic,
        queue,
        Map.of(
            "FilterPolicyScope",
            "MessageBody",
            "RawMessageDelivery",
            "true",
            "FilterPolicy",
            "{\"object.nested\":{\"test\":[{\"prefix\":\"string\"}]}}"));
    for (String taken :
        List.of(
            "{\"object\": {\"nested\": {\"test\": \"string.value\"}}}",
            "{\"object.nested.test\": \"string.value\"}",
            "{\"object.nested\": {\"test\": \"string.value\"}}",
            "{\"object\": {\"nested.test\": \"string.value\"}}")) {
      sns.publish(r -> r.topicArn(topic).message(taken));
      assertThat(bodies(queue)).containsExactly(taken);
    }
  }

  // test_filter_policy_on_message_body_array_of_object_attributes
  @Test
  void objectsInArraysAreLookedInto() {
    String topic = bench.topic("records");
    String queue = bench.queue("records");
    bench.subscribe(
        topic,
        queue,
        Map.of(
            "FilterPolicyScope",
            "MessageBody",
            "RawMessageDelivery",
            "true",
            "FilterPolicy",
            "{\"Records\":{\"s3\":{\"object\":{\"key\":[{\"prefix\":\"auto-\"}]}},"
                + "\"eventName\":[{\"prefix\":\"ObjectCreated:\"}]}}"));
    sns.publish(
        r ->
            r.topicArn(topic)
                .message(
                    "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"object\":"
                        + "{\"key\":\"home-insurance-2314.xml\"}}}]}"));
    String taken =
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"object\":[[{\"key\":"
            + "\"auto-insurance-2314.xml\"}]]}},{\"eventName\":\"ObjectRemoved:Delete\",\"s3\":"
            + "{\"object\":{\"key\":\"home-insurance-2314.xml\"}}}]}";
    sns.publish(r -> r.topicArn(topic).message(taken));
    assertThat(bodies(queue)).containsExactly(taken);
  }

  private static List<String> bodies(String queue) {
    return bench.receive(queue).stream().map(Message::body).toList();
  }
}
