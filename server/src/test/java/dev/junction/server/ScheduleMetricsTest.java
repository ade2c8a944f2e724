package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What the metrics page says about schedules.
final class ScheduleMetricsTest {

  private static final String TARGET =
      "{\"ScheduleExpression\":\"rate(1 hour)\",\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"},"
          + "\"Target\":{\"Arn\":\"arn:aws:scheduler:::aws-sdk:sqs:sendMessage\",\"RoleArn\":"
          + "\"arn:aws:iam::000000000000:role/r\",\"Input\":\"{\\\"QueueUrl\\\":"
          + "\\\"http://localhost/000000000000/missing\\\",\\\"MessageBody\\\":\\\"m\\\"}\"}}";

  @Test
  void whatSchedulesDoIsCounted() throws Exception {
    try (RunningJunction running = new RunningJunction()) {
      HttpRequest.Builder create =
          running
              .page("/schedules/s")
              .header(
                  "Authorization",
                  "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/scheduler/"
                      + "aws4_request, SignedHeaders=host, Signature=unchecked")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(TARGET));
      HttpResponse<String> created = running.send(create);
      assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
      // The first time is now; the call fails for good, as there is no queue, and nobody gets it.
      long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      String page = running.get("/_junction/metrics").body();
      while (!page.contains("junction_schedule_dropped_total 1") && System.nanoTime() < giveUp) {
        page = running.get("/_junction/metrics").body();
      }
      assertThat(page)
          .contains(
              "junction_schedules 1",
              "junction_schedule_fired_total 1",
              "junction_schedule_expired_total 0",
              "junction_schedule_failed_total 1",
              "junction_schedule_retried_total 0",
              "junction_schedule_dead_lettered_total 0",
              "junction_schedule_dropped_total 1");
    }
  }
}
