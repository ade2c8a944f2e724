package dev.junction.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What other services deliver into log groups, and who lets them.
final class LogDeliveryScenarioTest {

  private static final String ARN =
      "arn:aws:logs:us-east-1:" + LogBench.ACCOUNT + ":log-group:/aws/events/orders";

  /// Source: EventBridge User Guide, "Amazon CloudWatch Logs permissions".
  private static final String POLICY =
      "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
          + "\\\"Principal\\\":{\\\"Service\\\":[\\\"events.amazonaws.com\\\","
          + "\\\"delivery.logs.amazonaws.com\\\"]},\\\"Action\\\":[\\\"logs:CreateLogStream\\\","
          + "\\\"logs:PutLogEvents\\\"],\\\"Resource\\\":"
          + "\\\"arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/*:*\\\"}]}";

  private static final String READ = "{'logGroupName':'/aws/events/orders'}";

  private final LogBench bench = new LogBench();

  @BeforeEach
  void createGroup() {
    bench.accept("CreateLogGroup", "{'logGroupName':'/aws/events/orders'}");
  }

  private void allow() {
    bench.accept("PutResourcePolicy", "{'policyName':'events','policyDocument':'" + POLICY + "'}");
  }

  @Test
  void nothingComesInWithoutAPolicy() {
    bench.deliver(ARN, "{}", Map.of());
    assertThat(bench.accept("FilterLogEvents", READ)).contains("\"events\":[]");
    allow();
    bench.deliver(ARN, "{}", Map.of());
    bench.deliver(ARN + ":*", "{}", Map.of());
    assertThat(bench.arrived()).isEqualTo(2);
    bench.accept("DeleteResourcePolicy", "{'policyName':'events'}");
    bench.deliver(ARN, "{}", Map.of());
    assertThat(bench.arrived()).isEqualTo(2);
  }

  @Test
  void aPolicyThatDeniesCountsBesideOneThatAllows() {
    allow();
    bench.accept(
        "PutResourcePolicy",
        "{'policyName':'no','policyDocument':'" + POLICY.replace("Allow", "Deny") + "'}");
    bench.deliver(ARN, "{}", Map.of());
    assertThat(bench.arrived()).isZero();
    bench.accept("DeleteResourcePolicy", "{'policyName':'no'}");
    bench.deliver(ARN, "{}", Map.of());
    assertThat(bench.arrived()).isEqualTo(1);
  }

  @Test
  void anEventBecomesALogEventInAStreamOfItsOwnAndSurvivesACrash() {
    allow();
    bench.crash();
    bench.deliver(ARN, "{\"id\":\"1\",\"detail\":{}}", Map.of());
    bench.deliver(
        ARN, "{\"timestamp\":" + (bench.clock.millis() - 5) + ",\"message\":\"own\"}", Map.of());
    bench.deliver(ARN, "named", Map.of("LogStreamName", "mine"));
    bench.deliver(ARN, "again", Map.of("LogStreamName", "mine"));
    bench.crash();
    String events = bench.accept("FilterLogEvents", READ);
    assertThat(events).contains("{\\\"id\\\":\\\"1\\\",\\\"detail\\\":{}}", "\"message\":\"own\"");
    assertThat(
            bench.accept(
                "GetLogEvents", "{'logGroupName':'/aws/events/orders','logStreamName':'mine'}"))
        .contains("named", "again");
    String streams = bench.accept("DescribeLogStreams", READ);
    assertThat(Pattern.compile("\"logStreamName\":\"[0-9a-f-]{36}\"").matcher(streams).results())
        .hasSize(2);
    bench.accept("PutRetentionPolicy", "{'logGroupName':'/aws/events/orders','retentionInDays':1}");
    bench.clock.advance(Duration.ofDays(2));
    bench.run();
    assertThat(bench.accept("DescribeLogStreams", READ)).contains("\"logStreams\":[]");
  }

  @Test
  void theGroupsOwnPolicyCountsAsWell() {
    String arn = "'resourceArn':'" + ARN + "'";
    String put =
        bench.accept("PutResourcePolicy", "{" + arn + ",'policyDocument':'" + POLICY + "'}");
    assertThat(put).contains("\"policyScope\":\"RESOURCE\"", "\"revisionId\":\"1\"");
    bench.crash();
    bench.deliver(ARN, "{}", Map.of());
    assertThat(bench.arrived()).isEqualTo(1);
    assertThat(bench.refuse("DeleteResourcePolicy", "{" + arn + ",'expectedRevisionId':'7'}"))
        .startsWith("OperationAbortedException");
    bench.accept("DeleteResourcePolicy", "{" + arn + ",'expectedRevisionId':'1'}");
    bench.deliver(ARN, "{}", Map.of());
    assertThat(bench.arrived()).isEqualTo(1);
  }

  @Test
  void policiesAreChecked() {
    assertThat(bench.refuse("PutResourcePolicy", "{'policyName':'p','policyDocument':'{}'}"))
        .startsWith("InvalidParameterException");
    for (int i = 0; i < 10; i++) {
      bench.accept(
          "PutResourcePolicy", "{'policyName':'p" + i + "','policyDocument':'" + POLICY + "'}");
    }
    assertThat(
            bench.refuse(
                "PutResourcePolicy", "{'policyName':'one-more','policyDocument':'" + POLICY + "'}"))
        .startsWith("LimitExceededException");
    assertThat(bench.refuse("DeleteResourcePolicy", "{'policyName':'none'}"))
        .startsWith("ResourceNotFoundException");
  }
}
