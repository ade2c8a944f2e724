package dev.junction.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.FlexibleTimeWindow;
import dev.junction.models.scheduler.Target;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What a schedule is planned for.
final class PlanTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final CreateScheduleInput NIGHTLY =
      CreateScheduleInput.builder()
          .name("nightly")
          .scheduleExpression("cron(0 4 * * ? *)")
          .scheduleExpressionTimezone("Europe/Berlin")
          .flexibleTimeWindow(FlexibleTimeWindow.builder().mode("OFF").build())
          .target(Target.builder().arn("arn:aws:sqs:us-east-1:1:q").roleArn("role").build())
          .build();

  /// The names of all time zones are some 50,000 bytes.
  @Test
  void readingAPlanCopiesNoTableOfZones() {
    assertThat(Plan.of(NIGHTLY, NOW).next(NOW)).contains(Instant.parse("2026-01-03T03:00:00Z"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      Plan.of(NIGHTLY, NOW);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes / 100).isBetween(1L, 20_000L);
  }
}
