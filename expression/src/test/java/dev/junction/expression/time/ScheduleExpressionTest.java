package dev.junction.expression.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.expression.time.ScheduleExpression.Dialect;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /// Source: EventBridge User Guide, "Using cron and rate expressions to schedule rules", table of
  /// examples, and EventBridge Scheduler User Guide, "Schedule types" for `6L`, `1/10` and `3#2`;
  /// 2026-11-01 is a Sunday.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cron(0 10 * * ? *)         | 2026-11-01T09:59:59Z | 2026-11-01T10:00:00Z
          cron(0 10 * * ? *)         | 2026-11-01T10:00:00Z | 2026-11-02T10:00:00Z
          cron(15 12 * * ? *)        | 2026-11-01T12:14:00Z | 2026-11-01T12:15:00Z
          cron(0 18 ? * MON-FRI *)   | 2026-11-06T18:00:00Z | 2026-11-09T18:00:00Z
          cron(0 8 1 * ? *)          | 2026-11-01T08:00:00Z | 2026-12-01T08:00:00Z
          cron(0/15 * * * ? *)       | 2026-11-01T08:01:30Z | 2026-11-01T08:15:00Z
          cron(0/10 * ? * MON-FRI *) | 2026-11-06T23:50:00Z | 2026-11-09T00:00:00Z
          cron(0/5 8-17 ? * MON-FRI *) | 2026-11-06T17:55:00Z | 2026-11-09T08:00:00Z
          cron(0/30 20-2 ? * MON-FRI *) | 2026-11-06T02:30:00Z | 2026-11-06T20:00:00Z
          cron(0/30 20-2 ? * MON-FRI *) | 2026-11-05T23:30:00Z | 2026-11-06T00:00:00Z
          cron(1/10 * * * ? *)       | 2026-11-01T08:01:00Z | 2026-11-01T08:11:00Z
          cron(15 10 ? * 6L 2022-2023) | 2022-01-01T00:00:00Z | 2022-01-28T10:15:00Z
          cron(0 0 ? * 3#2 *)        | 2026-11-01T00:00:00Z | 2026-11-10T00:00:00Z
          """)
  void theExamplesOfTheDocumentation(String text, Instant after, Instant expected) {
    assertThat(next(text, after, ZoneOffset.UTC)).contains(expected);
  }

  /// Source: the calendar; the meaning of `L`, `W` and `LW` is that of the documentation named
  /// above.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cron(0 0 L * ? *)          | 2028-02-01T00:00:00Z | 2028-02-29T00:00:00Z
          cron(0 0 L * ? *)          | 2026-11-30T00:00:00Z | 2026-12-31T00:00:00Z
          cron(0 0 LW * ? *)         | 2026-10-01T00:00:00Z | 2026-10-30T00:00:00Z
          cron(0 0 LW * ? *)         | 2027-02-01T00:00:00Z | 2027-02-26T00:00:00Z
          cron(0 0 3W * ? *)         | 2026-10-01T00:00:00Z | 2026-10-02T00:00:00Z
          cron(0 0 1W * ? *)         | 2026-08-01T00:00:00Z | 2026-08-03T00:00:00Z
          cron(0 0 31W * ? *)        | 2027-01-01T00:00:00Z | 2027-01-29T00:00:00Z
          cron(0 0 31W * ? *)        | 2027-01-29T00:00:00Z | 2027-03-31T00:00:00Z
          cron(0 0 31 * ? *)         | 2026-10-31T00:00:00Z | 2026-12-31T00:00:00Z
          cron(0 0 29 2 ? *)         | 2026-10-31T00:00:00Z | 2028-02-29T00:00:00Z
          cron(0 0 ? * L *)          | 2026-11-01T00:00:00Z | 2026-11-07T00:00:00Z
          cron(0 0 ? * FRI#5 *)      | 2026-11-01T00:00:00Z | 2027-01-29T00:00:00Z
          cron(0 0 ? * sun,3 *)      | 2026-11-01T00:00:00Z | 2026-11-03T00:00:00Z
          cron(0 0 ? * SAT-MON *)    | 2026-11-02T00:00:00Z | 2026-11-07T00:00:00Z
          cron(5,1-2,50/4 23 * * ? *) | 2026-11-01T23:50:00Z | 2026-11-01T23:54:00Z
          cron(5,1-2,50/4 23 * * ? *) | 2026-11-01T23:58:00Z | 2026-11-02T23:01:00Z
          cron(0 0 1 JAN,jul ? 2030/5) | 2026-11-01T00:00:00Z | 2030-01-01T00:00:00Z
          cron(0 0 1 NOV-FEB ? *)    | 2026-11-01T00:00:00Z | 2026-12-01T00:00:00Z
          cron(59 23 31 12 ? 2199)   | 2026-11-01T00:00:00Z | 2199-12-31T23:59:00Z
          """)
  void theCalendar(String text, Instant after, Instant expected) {
    assertThat(next(text, after, ZoneOffset.UTC)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cron(0 0 30 2 ? *)", "cron(0 0 1 1 ? 2020)", "at(2026-11-01T00:00:00)"})
  void somePlansAreOver(String text) {
    assertThat(next(text, Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC)).isEmpty();
  }

  /// Source: what LocalStack recorded from the real service
  /// (`tests_create_schedule_with_invalid_schedule_expression`), down to `at(2021-12-31)`; then
  /// the limits of the tables in the documentation named above.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(0 1 * * * *)",
        "cron(7 20 * * NOT *)",
        "cron(INVALID)",
        "cron(0 dummy ? * MON-FRI *)",
        "cron(71 8 1 * ? *)",
        "cron()",
        "rate(10 seconds)",
        "rate(10 years)",
        "rate()",
        "rate(10)",
        "rate(10 minutess)",
        "rate(foo minutes)",
        "rate(-10 minutes)",
        "rate( 10 minutes )",
        " rate(10 minutes)",
        "at(2021-12-31T23:59:59Z)",
        "at(2021-12-31)",
        "at(2021-02-30T00:00:00)",
        "at(2021-12-31T24:00:00)",
        "rate(0 minutes)",
        "rate(5 minutes) ",
        "cron(0 0 ? * ? *)",
        "cron(0 0 1 * 2 *)",
        "cron(0 24 * * ? *)",
        "cron(0 0 0 * ? *)",
        "cron(0 0 32 * ? *)",
        "cron(0 0 * 13 ? *)",
        "cron(0 0 ? * 0 *)",
        "cron(0 0 ? * 8 *)",
        "cron(0 0 ? * 3#6 *)",
        "cron(0 0 ? * 3#1,6#3 *)",
        "cron(0 0 1,15W * ? *)",
        "cron(0 0 * * ? 1969)",
        "cron(0 0 * * ? 2200)",
        "cron(0 0 * * ? 2030-2020)",
        "cron(0/0 0 * * ? *)",
        "cron(/5 0 * * ? *)",
        "cron(1,,2 0 * * ? *)",
        "cron(? 0 * * ? *)",
        "cron(0 0 * * ?)",
        "cron(0 0 * * ? * *)",
        "cron( 0 0 * * ? *)",
        "every 5 minutes",
        ""
      })
  void whatIsNoExpression(String text) {
    assertThat(ScheduleExpression.parse(text, Dialect.SCHEDULE)).isEmpty();
  }

  /// Source: EventBridge User Guide, "Rate expressions": one unit for 1, another for more.
  @Test
  void theRateOfARuleMindsTheNumber() {
    for (String text : List.of("rate(1 minute)", "rate(2 hours)", "rate(10 days)")) {
      assertThat(ScheduleExpression.parse(text, Dialect.RULE)).as(text).isPresent();
    }
    for (String text : List.of("rate(1 minutes)", "rate(2 hour)", "at(2030-01-01T00:00:00)")) {
      assertThat(ScheduleExpression.parse(text, Dialect.RULE)).as(text).isEmpty();
      assertThat(ScheduleExpression.parse(text, Dialect.SCHEDULE)).as(text).isPresent();
    }
  }

  /// Source: EventBridge Scheduler User Guide, "Rate-based schedules": the start is the first time.
  @Test
  void aRateCountsFromItsStart() {
    ScheduleExpression rate =
        ScheduleExpression.parse("rate(5 minutes)", Dialect.SCHEDULE).orElseThrow();
    Instant start = Instant.parse("2026-11-01T10:00:30Z");

    assertThat(rate.next(start.minusMillis(1), start, ZoneOffset.UTC)).contains(start);
    assertThat(rate.next(start, start, ZoneOffset.UTC)).contains(start.plusSeconds(300));
    assertThat(rate.next(start.plusSeconds(301), start, ZoneOffset.UTC))
        .contains(start.plusSeconds(600));
  }

  /// Source: EventBridge Scheduler User Guide, "Daylight savings time": a time that does not exist
  /// is skipped, one that comes twice is taken once; a day of a rate has 24 hours. Clocks in New
  /// York went from 2:00 to 3:00 on 2026-03-08 and from 2:00 to 1:00 on 2026-11-01.
  @Test
  void daylightSaving() {
    String everyNight = "cron(30 2 * * ? *)";
    assertThat(next(everyNight, Instant.parse("2026-03-07T12:00:00Z"), NEW_YORK))
        .contains(Instant.parse("2026-03-09T06:30:00Z"));

    String halfPastOne = "cron(30 1 * * ? *)";
    Instant first = Instant.parse("2026-11-01T05:30:00Z");
    assertThat(next(halfPastOne, Instant.parse("2026-11-01T04:00:00Z"), NEW_YORK)).contains(first);
    assertThat(next(halfPastOne, first, NEW_YORK)).contains(Instant.parse("2026-11-02T06:30:00Z"));

    assertThat(next("rate(1 day)", Instant.parse("2026-11-01T04:00:00Z"), NEW_YORK))
        .contains(Instant.parse("2026-11-02T00:00:00Z"));
  }

  /// Source: as above; what comes twice is asked for from within its second coming, too.
  @Test
  void theHourThatComesTwiceIsWalkedThroughOnce() {
    List<String> times = new ArrayList<>();
    Instant time = Instant.parse("2026-11-01T04:45:00Z");
    while (times.size() < 5) {
      time = next("cron(0/30 * * * ? *)", time, NEW_YORK).orElseThrow();
      times.add(time.toString());
    }
    assertThat(times)
        .containsExactly(
            "2026-11-01T05:00:00Z",
            "2026-11-01T05:30:00Z",
            "2026-11-01T07:00:00Z",
            "2026-11-01T07:30:00Z",
            "2026-11-01T08:00:00Z");
    assertThat(next("cron(0/30 * * * ? *)", Instant.parse("2026-11-01T06:15:00Z"), NEW_YORK))
        .contains(Instant.parse("2026-11-01T07:00:00Z"));
  }

  @Test
  void oneTimeIsReadInItsZone() {
    assertThat(next("at(2026-07-01T12:00:00)", Instant.EPOCH, NEW_YORK))
        .contains(Instant.parse("2026-07-01T16:00:00Z"));
    assertThat(next("at(2026-03-08T02:30:00)", Instant.EPOCH, NEW_YORK))
        .contains(Instant.parse("2026-03-08T07:30:00Z"));
  }

  @Test
  void theFirstTimeOfAllYearsIsFound() {
    assertThat(next("cron(0 0 1 1 ? *)", Instant.MIN, ZoneOffset.UTC)).contains(Instant.EPOCH);
    assertThat(next("cron(0 0 1 1 ? *)", Instant.parse("2199-01-01T00:00:00Z"), ZoneOffset.UTC))
        .isEmpty();
  }

  private static Optional<Instant> next(String text, Instant after, ZoneId zone) {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    return ScheduleExpression.parse(text, Dialect.SCHEDULE).orElseThrow().next(after, start, zone);
  }
}
