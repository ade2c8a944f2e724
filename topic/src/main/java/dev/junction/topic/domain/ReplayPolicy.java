package dev.junction.topic.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From when to when a subscription gets archived messages again. Source: SNS Developer Guide,
/// "Amazon SNS message replay for FIFO topic subscribers".
///
/// @param from the time of the first message
/// @param to the time of the last one; null for all that are there
/// @param problem what is wrong with the document; null when nothing is
public record ReplayPolicy(Instant from, @Nullable Instant to, @Nullable String problem) {

  private static final String POINT_TYPE = "PointType";
  private static final String START = "StartingPoint";
  private static final String END = "EndingPoint";

  public static ReplayPolicy parse(String json) {
    Optional<Map<String, Object>> document = JsonValue.object(json);
    if (document.isEmpty()) {
      return broken("failed to parse JSON.");
    }
    Map<String, Object> members = document.get();
    if (!Set.of(POINT_TYPE, START, END).containsAll(members.keySet())) {
      return broken("its members are " + POINT_TYPE + ", " + START + " and " + END);
    }
    if (!"Timestamp".equals(members.get(POINT_TYPE))) {
      return broken(POINT_TYPE + " must be Timestamp");
    }
    Instant from = time(members.get(START));
    Instant to = time(members.get(END));
    if (from == null) {
      return broken(START + " must be a time in UTC as in 2030-01-01T00:00:00Z");
    }
    if (members.containsKey(END) && (to == null || to.isBefore(from))) {
      return broken(END + " must be a time in UTC that is not before " + START);
    }
    return new ReplayPolicy(from, to, null);
  }

  private static @Nullable Instant time(@Nullable Object written) {
    try {
      return written instanceof String text ? Instant.parse(text) : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static ReplayPolicy broken(String problem) {
    return new ReplayPolicy(Instant.EPOCH, null, problem);
  }
}
