package dev.junction.expression.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/// One time.
///
/// @param local when, as clocks in the zone of the schedule show it
public record At(LocalDateTime local) implements ScheduleExpression {

  private static final Pattern SHAPE =
      Pattern.compile("at\\([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\)");

  static Optional<At> read(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new At(LocalDateTime.parse(text.substring(3, text.length() - 1))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Instant> next(Instant after, Instant start, ZoneId zone) {
    Instant time = local.atZone(zone).toInstant();
    return time.isAfter(after) ? Optional.of(time) : Optional.empty();
  }
}
