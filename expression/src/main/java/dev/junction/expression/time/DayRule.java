package dev.junction.expression.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.BitSet;

/// Which days of a month a [Cron] means. Days of the week are counted from Sunday, which is 1.
sealed interface DayRule {

  /// The days of a month, each as the bit of its number.
  BitSet in(YearMonth month);

  /// Certain days.
  record DaysOfMonth(BitSet days) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      BitSet in = (BitSet) days.clone();
      in.clear(month.lengthOfMonth() + 1, Math.max(in.length(), month.lengthOfMonth() + 1));
      return in;
    }
  }

  /// The last day.
  record LastDay() implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      return only(month.lengthOfMonth());
    }
  }

  /// The last day from Monday to Friday.
  record LastWeekday() implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      return only(nearestWeekday(month, month.lengthOfMonth()));
    }
  }

  /// The day from Monday to Friday that is nearest to a day, and in the same month.
  record NearestWeekday(int day) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      return day > month.lengthOfMonth() ? new BitSet() : only(nearestWeekday(month, day));
    }
  }

  /// Certain days of every week.
  record DaysOfWeek(BitSet daysOfWeek) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      BitSet in = new BitSet();
      for (int day = 1; day <= month.lengthOfMonth(); day++) {
        in.set(day, daysOfWeek.get(numberOf(month.atDay(day))));
      }
      return in;
    }
  }

  /// The last Monday, or another day of the week, of the month.
  record LastOfWeek(int dayOfWeek) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      int last = month.lengthOfMonth();
      int back = Math.floorMod(numberOf(month.atDay(last)) - dayOfWeek, 7);
      return only(last - back);
    }
  }

  /// The second Monday, or another one, of the month; some months have no fifth.
  record NthOfWeek(int dayOfWeek, int number) implements DayRule {
    @Override
    public BitSet in(YearMonth month) {
      int first = 1 + Math.floorMod(dayOfWeek - numberOf(month.atDay(1)), 7);
      int day = first + 7 * (number - 1);
      return day > month.lengthOfMonth() ? new BitSet() : only(day);
    }
  }

  private static BitSet only(int day) {
    BitSet in = new BitSet();
    in.set(day);
    return in;
  }

  private static int numberOf(LocalDate date) {
    return date.getDayOfWeek().getValue() % 7 + 1;
  }

  private static int nearestWeekday(YearMonth month, int day) {
    DayOfWeek dayOfWeek = month.atDay(day).getDayOfWeek();
    return switch (dayOfWeek) {
      case SATURDAY -> day == 1 ? 3 : day - 1;
      case SUNDAY -> day == month.lengthOfMonth() ? day - 2 : day + 1;
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
    };
  }
}
