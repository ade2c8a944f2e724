package dev.junction.log.live;

import dev.junction.log.domain.LogLimits;
import java.util.ArrayList;
import java.util.List;

/// What a session shows of one second.
///
/// @param events in the order of their coming
/// @param isSampled whether there were more
record TailUpdate(List<TailedEvent> events, boolean isSampled) {

  /// An update of what fits into one, spread evenly over all that there is.
  ///
  /// @param missed whether something was lost before
  static TailUpdate sampleOf(List<TailedEvent> all, boolean missed) {
    int count = Math.min(all.size(), LogLimits.TAIL_UPDATE_EVENTS_MAX);
    List<TailedEvent> taken = new ArrayList<>(count);
    long room = LogLimits.TAIL_UPDATE_CHARACTERS_MAX;
    for (int i = 0; i < count; i++) {
      TailedEvent event = all.get((int) ((long) i * all.size() / count));
      int length = event.event().message().length();
      if (length <= room) {
        taken.add(event);
        room -= length;
      }
    }
    return new TailUpdate(List.copyOf(taken), missed || taken.size() < all.size());
  }

  long characters() {
    return events.stream().mapToLong(event -> event.event().message().length()).sum();
  }
}
