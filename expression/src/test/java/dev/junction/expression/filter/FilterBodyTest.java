package dev.junction.expression.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Policies over message bodies. Source of the cases: LocalStack's AWS-validated tests of
/// `TestSNSFilterPolicyBody`.
final class FilterBodyTest {

  @Test
  void aNestedPolicyAsksForEveryFieldAndForMissingOnes() {
    FilterPolicy policy =
        policy(
            "{\"object\":{\"key\":[{\"prefix\":\"auto-\"},\"hardcodedvalue\"],"
                + "\"nested_key\":[{\"exists\":false}]},\"test\":[{\"exists\":false}]}");

    assertAccepts(policy, "{\"object\":{\"key\":\"auto-test\"}}");
    assertAccepts(policy, "{\"object\":{\"key\":\"hardcodedvalue\"}}");
    assertRefuses(policy, "{\"object\":{\"key\":\"test-auto\"}}");
    assertRefuses(policy, "{\"object\":{\"key\":\"auto-test\"},\"test\":\"just-exists\"}");
    assertRefuses(policy, "{\"object\":{\"key\":\"auto-test\",\"nested_key\":\"just-exists\"}}");
    assertRefuses(policy, "{\"object\":{\"test\":\"auto-test\"}}");
    assertRefuses(policy, "{\"test\":\"auto-test\"}");
    assertRefuses(policy, "Regular string message");
    assertRefuses(policy, "\"Regular string message\"");
  }

  @Test
  void namesWithDotsArePaths() {
    FilterPolicy policy = policy("{\"object.nested.test\":[\"string.value\"]}");

    assertAccepts(policy, "{\"object\":{\"nested\":{\"test\":\"string.value\"}}}");
    assertAccepts(policy, "{\"object.nested.test\":\"string.value\"}");
    assertAccepts(policy, "{\"object.nested\":{\"test\":\"string.value\"}}");
    assertAccepts(policy, "{\"object\":{\"nested.test\":\"string.value\"}}");
    assertRefuses(policy, "{\"object\":{\"nested\":{\"test\":\"string.notvalue\"}}}");
  }

  @Test
  void anElementOfAnArrayIsEnough() {
    FilterPolicy policy = policy("{\"headers\":{\"route-to\":[\"queue1\"]}}");

    assertAccepts(policy, "{\"headers\":{\"route-to\":[\"queue1\",\"queue2\"]}}");
    assertRefuses(policy, "{\"headers\":{\"route-to\":[\"queue3\"]}}");
  }

  @Test
  void oneElementMustSatisfyAllFieldsBelowAnArray() {
    FilterPolicy policy =
        policy(
            "{\"Records\":{\"s3\":{\"object\":{\"key\":[{\"prefix\":\"auto-\"}]}},"
                + "\"eventName\":[{\"prefix\":\"ObjectCreated:\"}]}}");
    String autoCreated =
        "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"object\":[[{\"key\":\"auto-1.xml\"}]]}}";
    String homeCreated =
        "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"object\":{\"key\":\"home-1.xml\"}}}";
    String autoRemoved =
        "{\"eventName\":\"ObjectRemoved:Delete\",\"s3\":{\"object\":{\"key\":\"auto-1.xml\"}}}";

    assertAccepts(policy, "{\"Records\":[" + autoCreated + "]}");
    assertAccepts(policy, "{\"Records\":[" + homeCreated + "," + autoCreated + "]}");
    assertRefuses(policy, "{\"Records\":[" + autoRemoved + "]}");
    assertRefuses(policy, "{\"Records\":[" + homeCreated + "," + autoRemoved + "]}");
  }

  @Test
  void alternativesAtTwoLevels() {
    FilterPolicy policy =
        policy(
            "{\"$or\":[{\"metricName\":[\"CPUUtilization\",\"ReadLatency\"]},"
                + "{\"namespace\":[\"AWS/EC2\",\"AWS/ES\"]}],\"detail\":{\"scope\":[\"Service\"],"
                + "\"$or\":[{\"source\":[\"aws.cloudwatch\"]},"
                + "{\"type\":[\"CloudWatch Alarm State Change\"]}]}}");

    assertAccepts(
        policy,
        "{\"metricName\":\"ReadLatency\","
            + "\"detail\":{\"scope\":\"Service\",\"source\":\"aws.cloudwatch\"}}");
    assertAccepts(
        policy,
        "{\"namespace\":\"AWS/ES\",\"detail\":"
            + "{\"scope\":\"Service\",\"type\":\"CloudWatch Alarm State Change\"}}");
    assertRefuses(policy, "{\"metricName\":\"CPUUtilization\",\"detail\":{\"scope\":\"Service\"}}");
    assertRefuses(
        policy,
        "{\"metricName\":\"AWS/EC2\",\"detail\":"
            + "{\"scope\":\"Service\",\"type\":\"CloudWatch Alarm State Change\"}}");
  }

  private static void assertAccepts(FilterPolicy policy, String body) {
    assertThat(policy.accepts(new FilterMessage(Map.of(), body))).as(body).isTrue();
  }

  private static void assertRefuses(FilterPolicy policy, String body) {
    assertThat(policy.accepts(new FilterMessage(Map.of(), body))).as(body).isFalse();
  }

  private static FilterPolicy policy(String text) {
    FilterReading reading = FilterPolicy.read(text, FilterScope.MESSAGE_BODY);
    assertThat(reading).isInstanceOf(FilterReading.Accepted.class);
    return ((FilterReading.Accepted) reading).policy();
  }
}
