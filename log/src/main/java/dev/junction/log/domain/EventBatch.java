package dev.junction.log.domain;

import dev.junction.kernel.Outcome;
import java.util.List;

/// The events of one PutLogEvents, sorted into those that are taken and those that are not.
///
/// Source: CloudWatch Logs API reference, PutLogEvents and RejectedLogEventsInfo: of the ends the
/// last index is exclusive, the start is inclusive.
///
/// @param taken the events that are written, in order
/// @param tooOldEnd how many at the beginning are too old
/// @param expiredEnd how many at the beginning are older than the group keeps them
/// @param tooNewStart the index of the first one that is too new; the number of events when none is
/// @param all how many there were
public record EventBatch(
    List<NewEvent> taken, int tooOldEnd, int expiredEnd, int tooNewStart, int all) {

  /// What is wrong with the events wherever they go, or the same events.
  public static Outcome<List<NewEvent>> check(List<NewEvent> events) {
    long bytes = 0;
    long previous = 0;
    for (NewEvent event : events) {
      bytes += event.sizeBytes();
      if (event.timeMillis() < previous) {
        return Outcome.rejected(
            LogErrors.invalid(
                "Log events in a single PutLogEvents request must be in chronological order."));
      }
      previous = event.timeMillis();
    }
    if (bytes > LogLimits.BATCH_BYTES_MAX) {
      return Outcome.rejected(
          LogErrors.invalid(
              "Upload too large: "
                  + bytes
                  + " bytes exceeds limit of "
                  + LogLimits.BATCH_BYTES_MAX));
    }
    if (!events.isEmpty()
        && previous - events.getFirst().timeMillis() > LogLimits.BATCH_SPAN_MAX.toMillis()) {
      return Outcome.rejected(
          LogErrors.invalid(
              "The batch of log events in a single PutLogEvents request cannot span more than 24"
                  + " hours."));
    }
    return Outcome.accepted(events);
  }

  /// Sorts events, which are in the order of their times.
  ///
  /// @param keptSinceMillis the time from which on the group keeps events
  public static EventBatch of(List<NewEvent> events, long nowMillis, long keptSinceMillis) {
    long oldest = nowMillis - LogLimits.EVENT_AGE_MAX.toMillis();
    long newest = nowMillis + LogLimits.EVENT_LEAD_MAX.toMillis();
    int tooOld = countBefore(events, oldest);
    int expired = Math.max(tooOld, countBefore(events, keptSinceMillis));
    int tooNew = countBefore(events, newest + 1);
    List<NewEvent> taken = expired < tooNew ? events.subList(expired, tooNew) : List.of();
    return new EventBatch(taken, tooOld, expired, tooNew, events.size());
  }

  private static int countBefore(List<NewEvent> events, long timeMillis) {
    int count = 0;
    while (count < events.size() && events.get(count).timeMillis() < timeMillis) {
      count++;
    }
    return count;
  }

  /// Whether something was not taken.
  public boolean hasRejected() {
    return taken.size() < all;
  }
}
