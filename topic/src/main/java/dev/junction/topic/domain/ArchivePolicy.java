package dev.junction.topic.domain;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long a FIFO topic keeps its messages for replays. Source: SNS Developer Guide, "Amazon SNS
/// message archiving for FIFO topic owners": `MessageRetentionPeriod`, 1 to 365 days.
///
/// @param retention how long; null when nothing is kept
/// @param problem what is wrong with the document; null when nothing is
public record ArchivePolicy(@Nullable Duration retention, @Nullable String problem) {

  private static final String RETENTION = "MessageRetentionPeriod";
  private static final int DAYS_MAX = 365;

  public static ArchivePolicy parse(String json) {
    Optional<Map<String, Object>> document = JsonValue.object(json);
    if (document.isEmpty()) {
      return broken("failed to parse JSON.");
    }
    if (document.get().isEmpty()) {
      return new ArchivePolicy(null, null);
    }
    Object days = document.get().get(RETENTION);
    if (document.get().size() > 1 || days == null) {
      return broken("it has the member " + RETENTION + " alone");
    }
    int number =
        days instanceof BigDecimal written ? days(written.toPlainString()) : days(days.toString());
    return number < 1 || number > DAYS_MAX
        ? broken(RETENTION + " must be 1 to " + DAYS_MAX + " days")
        : new ArchivePolicy(Duration.ofDays(number), null);
  }

  private static int days(String text) {
    return text.length() <= 3 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.parseInt(text)
        : -1;
  }

  private static ArchivePolicy broken(String problem) {
    return new ArchivePolicy(null, problem);
  }
}
