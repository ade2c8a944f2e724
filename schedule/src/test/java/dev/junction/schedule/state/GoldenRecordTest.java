package dev.junction.schedule.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.FlexibleTimeWindow;
import dev.junction.models.scheduler.RetryPolicy;
import dev.junction.models.scheduler.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Records of schedules in the format of their first release stay readable, and are still written
/// so. The files of a format are never changed.
final class GoldenRecordTest {

  private static final String KEY = "123456789012\0us-east-1\0default\0nightly";
  private static final ScheduleRecord SCHEDULE =
      new ScheduleRecord(
          7,
          1_767_323_045_000L,
          1_767_323_046_000L,
          1_767_323_045_000L,
          1_767_326_400_000L,
          1_767_326_412_345L,
          "token",
          CreateScheduleInput.builder()
              .name("nightly")
              .groupName("default")
              .scheduleExpression("cron(0 4 * * ? *)")
              .scheduleExpressionTimezone("Europe/Berlin")
              .startDate(Instant.parse("2026-01-02T03:00:00Z"))
              .state("ENABLED")
              .flexibleTimeWindow(
                  FlexibleTimeWindow.builder().mode("FLEXIBLE").maximumWindowInMinutes(5).build())
              .target(
                  Target.builder()
                      .arn("arn:aws:sqs:us-east-1:123456789012:q")
                      .roleArn("arn:aws:iam::123456789012:role/r")
                      .input("hello")
                      .retryPolicy(
                          RetryPolicy.builder()
                              .maximumEventAgeInSeconds(60)
                              .maximumRetryAttempts(3)
                              .build())
                      .build())
              .build());
  private static final GroupRecord GROUP =
      new GroupRecord(7, 1_767_323_045_000L, 1_767_323_046_000L, 5, null, Map.of("team", "a"));
  private static final Execution EXECUTION =
      new Execution(
          "d32c5kddcf5bb8c3",
          KEY,
          "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
          "arn:aws:iam::123456789012:role/r",
          "{}",
          null,
          "type",
          1_767_326_400_000L,
          new Execution.Limits(1_767_326_460_000L, 3, "arn:aws:sqs:us-east-1:123456789012:dead"),
          2,
          1_767_326_404_000L);
  private static final ScheduleTimer FIRE = new ScheduleTimer.Fire(KEY, 1_767_326_400_000L);
  private static final ScheduleTimer FORGET = new ScheduleTimer.Forget(KEY, 7);
  private static final GroupMessage DELETE = new GroupMessage.Delete(KEY, 7, 3);
  private static final GroupMessage DONE = new GroupMessage.Done(KEY, 7, 3);

  @Test
  void recordsOfFormatOneAreReadAndWritten() throws IOException {
    assertThat(ScheduleRecord.decode(golden("schedule"))).isEqualTo(SCHEDULE);
    assertThat(SCHEDULE.encode()).isEqualTo(golden("schedule"));
    assertThat(GroupRecord.decode(golden("group"))).isEqualTo(GROUP);
    assertThat(GROUP.encode()).isEqualTo(golden("group"));
    assertThat(Execution.decode(golden("execution"))).isEqualTo(EXECUTION);
    assertThat(EXECUTION.encode()).isEqualTo(golden("execution"));
    assertThat(ScheduleTimer.decode(golden("fire"))).isEqualTo(FIRE);
    assertThat(FIRE.encode()).isEqualTo(golden("fire"));
    assertThat(ScheduleTimer.decode(golden("forget"))).isEqualTo(FORGET);
    assertThat(FORGET.encode()).isEqualTo(golden("forget"));
    assertThat(GroupMessage.decode(golden("delete"))).isEqualTo(DELETE);
    assertThat(DELETE.encode()).isEqualTo(golden("delete"));
    assertThat(GroupMessage.decode(golden("done"))).isEqualTo(DONE);
    assertThat(DONE.encode()).isEqualTo(golden("done"));
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenRecordTest.class.getResourceAsStream("/golden/format-1/records.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + ' '))
          .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }
}
