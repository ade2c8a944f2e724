package dev.junction.expression.time;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the six fields of a [Cron].
///
/// Errors: what is none is empty, whatever is wrong with it, because the services say no more.
final class CronReader {

  private static final Field MINUTES = new Field(0, 59, List.of(), true);
  private static final Field HOURS = new Field(0, 23, List.of(), true);
  private static final Field DAYS_OF_MONTH = new Field(1, 31, List.of(), true);
  private static final Field MONTHS =
      new Field(
          1,
          12,
          List.of(
              "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
          true);
  private static final Field DAYS_OF_WEEK =
      new Field(1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), true);
  private static final Field YEARS = new Field(Cron.YEAR_MIN, Cron.YEAR_MAX, List.of(), false);

  private static final String ANY = "?";

  private CronReader() {}

  static Optional<Cron> read(String text) {
    if (!text.startsWith("cron(") || !text.endsWith(")")) {
      return Optional.empty();
    }
    String inner = text.substring(5, text.length() - 1);
    String[] fields = inner.toUpperCase(Locale.ROOT).split("\\s+", -1);
    if (fields.length != 6) {
      return Optional.empty();
    }
    BitSet minutes = MINUTES.read(fields[0]);
    BitSet hours = HOURS.read(fields[1]);
    DayRule days = days(fields[2], fields[4]);
    BitSet months = MONTHS.read(fields[3]);
    BitSet years = YEARS.read(fields[5]);
    return minutes == null || hours == null || days == null || months == null || years == null
        ? Optional.empty()
        : Optional.of(new Cron(minutes, hours, days, months, years));
  }

  /// Exactly one of the two fields says nothing.
  private static @Nullable DayRule days(String ofMonth, String ofWeek) {
    if (ofMonth.equals(ANY) == ofWeek.equals(ANY)) {
      return null;
    }
    return ofWeek.equals(ANY) ? dayOfMonth(ofMonth) : dayOfWeek(ofWeek);
  }

  private static @Nullable DayRule dayOfMonth(String field) {
    if (field.equals("L")) {
      return new DayRule.LastDay();
    }
    if (field.equals("LW")) {
      return new DayRule.LastWeekday();
    }
    if (field.endsWith("W")) {
      int day = DAYS_OF_MONTH.value(field.substring(0, field.length() - 1));
      return day < 0 ? null : new DayRule.NearestWeekday(day);
    }
    BitSet days = DAYS_OF_MONTH.read(field);
    return days == null ? null : new DayRule.DaysOfMonth(days);
  }

  private static @Nullable DayRule dayOfWeek(String field) {
    int hash = field.indexOf('#');
    if (hash >= 0) {
      int day = DAYS_OF_WEEK.value(field.substring(0, hash));
      String number = field.substring(hash + 1);
      boolean isNumber = number.length() == 1 && number.charAt(0) >= '1' && number.charAt(0) <= '5';
      return day < 0 || !isNumber ? null : new DayRule.NthOfWeek(day, number.charAt(0) - '0');
    }
    if (field.equals("L")) {
      BitSet saturday = new BitSet();
      saturday.set(DAYS_OF_WEEK.max());
      return new DayRule.DaysOfWeek(saturday);
    }
    if (field.endsWith("L")) {
      int day = DAYS_OF_WEEK.value(field.substring(0, field.length() - 1));
      return day < 0 ? null : new DayRule.LastOfWeek(day);
    }
    BitSet days = DAYS_OF_WEEK.read(field);
    return days == null ? null : new DayRule.DaysOfWeek(days);
  }

  /// A field that is a list of values, ranges and steps.
  ///
  /// @param min its lowest value
  /// @param max its highest value
  /// @param names the names of its values from the lowest on
  /// @param isCycle whether a range may go on from the highest value to the lowest
  private record Field(int min, int max, List<String> names, boolean isCycle) {

    @Nullable BitSet read(String text) {
      BitSet values = new BitSet();
      for (String part : text.split(",", -1)) {
        if (!add(part, values)) {
          return null;
        }
      }
      return values;
    }

    private boolean add(String part, BitSet values) {
      int slash = part.indexOf('/');
      String span = slash < 0 ? part : part.substring(0, slash);
      int step = slash < 0 ? 1 : number(part.substring(slash + 1));
      if (step < 1 || step > max) {
        return false;
      }
      if (span.equals("*")) {
        return add(min, max, step, values);
      }
      int dash = span.indexOf('-');
      if (dash < 0) {
        int only = value(span);
        return only >= 0 && add(only, slash < 0 ? only : max, step, values);
      }
      int first = value(span.substring(0, dash));
      int last = value(span.substring(dash + 1));
      return first >= 0 && last >= 0 && add(first, last, step, values);
    }

    private boolean add(int first, int last, int step, BitSet values) {
      if (first > last && !isCycle) {
        return false;
      }
      int count = max - min + 1;
      int end = first > last ? last + count : last;
      for (int value = first; value <= end; value += step) {
        values.set(value > max ? value - count : value);
      }
      return true;
    }

    /// A value by its number or name, or a negative one.
    int value(String text) {
      int name = names.indexOf(text);
      int value = name >= 0 ? min + name : number(text);
      return value < min || value > max ? -1 : value;
    }

    private static int number(String text) {
      if (text.isEmpty() || text.length() > 4) {
        return -1;
      }
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) < '0' || text.charAt(i) > '9') {
          return -1;
        }
      }
      return Integer.parseInt(text);
    }
  }
}
