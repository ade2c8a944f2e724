package dev.junction.log.live;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.LogLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The Live Tail sessions that are open. Threads: any.
public final class LiveTails {

  private record Place(AccountId account, Region region) {}

  private final Executor executor;
  private final Map<Place, Set<LiveTail>> open = new HashMap<>();
  private boolean ends;

  /// @param executor where events are looked at
  public LiveTails(Executor executor) {
    this.executor = executor;
  }

  /// A new session that has not begun yet; null when its account has too many.
  public synchronized @Nullable LiveTail open(
      LogAccess access, AccountId account, Region region, TailScope scope) {
    Place place = new Place(account, region);
    Set<LiveTail> there = open.getOrDefault(place, Set.of());
    if (ends || there.size() >= LogLimits.TAIL_SESSIONS_MAX) {
      return null;
    }
    LiveTail[] made = new LiveTail[1];
    made[0] = new LiveTail(access, scope, executor, () -> closed(place, made[0]));
    open.computeIfAbsent(place, _ -> new HashSet<>()).add(made[0]);
    return made[0];
  }

  private synchronized void closed(Place place, LiveTail session) {
    Set<LiveTail> there = open.get(place);
    if (there != null && there.remove(session) && there.isEmpty()) {
      open.remove(place);
    }
  }

  /// Ends all sessions, now and from now on.
  public void end() {
    List<LiveTail> all = new ArrayList<>();
    synchronized (this) {
      ends = true;
      open.values().forEach(all::addAll);
    }
    all.forEach(LiveTail::close);
  }
}
