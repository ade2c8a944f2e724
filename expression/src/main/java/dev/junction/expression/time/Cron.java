package dev.junction.expression.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Times by the calendar, to the minute.
///
/// Units: in every set of bits a number stands for itself.
public final class Cron implements ScheduleExpression {

  static final int YEAR_MIN = 1970;
  static final int YEAR_MAX = 2199;

  private final BitSet minutes;
  private final BitSet hours;
  private final DayRule days;
  private final BitSet months;
  private final BitSet years;

  Cron(BitSet minutes, BitSet hours, DayRule days, BitSet months, BitSet years) {
    this.minutes = minutes;
    this.hours = hours;
    this.days = days;
    this.months = months;
    this.years = years;
  }

  @Override
  public Optional<Instant> next(Instant after, Instant start, ZoneId zone) {
    Instant from = after.isBefore(Instant.EPOCH) ? Instant.EPOCH.minusSeconds(1) : after;
    LocalDateTime last = from.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
    LocalDateTime candidate = firstAtOrAfter(last.plusMinutes(1));
    while (candidate != null) {
      // None in a gap; in an overlap the first of the two.
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(candidate);
      if (!offsets.isEmpty()) {
        Instant time = candidate.toInstant(offsets.getFirst());
        if (time.isAfter(after)) {
          return Optional.of(time);
        }
      }
      candidate = firstAtOrAfter(candidate.plusMinutes(1));
    }
    return Optional.empty();
  }

  private @Nullable LocalDateTime firstAtOrAfter(LocalDateTime from) {
    LocalDate date = firstDate(from.toLocalDate());
    if (date == null) {
      return null;
    }
    if (!date.equals(from.toLocalDate())) {
      return date.atTime(hours.nextSetBit(0), minutes.nextSetBit(0));
    }
    int hour = hours.nextSetBit(from.getHour());
    int minute = minutes.nextSetBit(hour == from.getHour() ? from.getMinute() : 0);
    if (hour >= 0 && minute < 0) {
      hour = hours.nextSetBit(hour + 1);
      minute = minutes.nextSetBit(0);
    }
    if (hour >= 0) {
      return date.atTime(hour, minute);
    }
    LocalDate later = firstDate(date.plusDays(1));
    return later == null ? null : later.atTime(hours.nextSetBit(0), minutes.nextSetBit(0));
  }

  private @Nullable LocalDate firstDate(LocalDate from) {
    YearMonth month = YearMonth.from(from);
    int earliestDay = from.getDayOfMonth();
    while (month.getYear() <= YEAR_MAX) {
      int year = years.nextSetBit(month.getYear());
      if (year < 0) {
        return null;
      }
      if (year > month.getYear()) {
        month = YearMonth.of(year, 1);
        earliestDay = 1;
      }
      if (months.get(month.getMonthValue())) {
        int day = days.in(month).nextSetBit(earliestDay);
        if (day >= 0) {
          return month.atDay(day);
        }
      }
      month = month.plusMonths(1);
      earliestDay = 1;
    }
    return null;
  }
}
