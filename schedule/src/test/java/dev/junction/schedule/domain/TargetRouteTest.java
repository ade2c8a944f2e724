package dev.junction.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.schedule.domain.TargetRoute.Template;
import org.junit.jupiter.api.Test;

/// Names of services in targets. Source: EventBridge Scheduler User Guide, "Using universal
/// targets": the identifiers of the SDKs.
final class TargetRouteTest {

  private static final String SDK = "arn:aws:scheduler:::aws-sdk:";

  @Test
  void targetsNameServices() {
    assertThat(TargetRoute.serviceOf("arn:aws:sqs:us-east-1:000000000000:q")).isEqualTo("sqs");
    assertThat(TargetRoute.serviceOf("arn:aws:scheduler:us-east-1:000000000000:schedule/d/s"))
        .isEqualTo("scheduler");
    assertThat(TargetRoute.serviceOf(SDK + "cloudwatchlogs:createLogGroup"))
        .isEqualTo("cloudwatchlogs");
    assertThat(TargetRoute.serviceOf(SDK + "kinesis")).isEqualTo("kinesis");
    assertThat(TargetRoute.serviceOf("queue")).isEmpty();
  }

  @Test
  void ourOwnNamesAreNoneOfTheSdks() {
    assertThat("cloudwatchlogs eventbridge sqs sns scheduler pipes schemas".split(" ", -1))
        .allMatch(TargetRoute::isSdkName);
    assertThat("logs events stepfunctions".split(" ", -1)).noneMatch(TargetRoute::isSdkName);
  }

  @Test
  void storedTargetsGoOnWithOurOwnNames() {
    TargetRoute route = new TargetRoute.Operation("logs", "CreateLogGroup", Template.UNIVERSAL);
    assertThat(TargetRoute.of(SDK + "logs:createLogGroup")).contains(route);
    assertThat(TargetRoute.of(SDK + "cloudwatchlogs:createLogGroup")).contains(route);
  }
}
