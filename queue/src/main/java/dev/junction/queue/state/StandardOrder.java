package dev.junction.queue.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The order of a standard queue: messages that came back first, then by sequence; those of noisy
/// groups when no other message waits.
///
/// A group is noisy when it has more than a tenth of the messages in flight and at least 30, or
/// more than a tenth of the recent processing time and at least 30 s of it. It stays so until none
/// of its messages waits or it has sent nothing for five minutes. Among noisy groups the one with
/// the fewest messages in flight comes first. A message without a group is a group of its own, and
/// so never noisy. The least processing time is a choice of ours. Source: SQS Developer Guide, "How
/// Amazon SQS fair queues work".
final class StandardOrder implements MessageOrder {

  static final int NOISY_IN_FLIGHT_MIN = 30;
  static final double NOISY_PROCESSING_SECONDS_MIN = 30;
  static final long QUIET_AFTER_MILLIS = TimeUnit.MINUTES.toMillis(5);
  private static final int NOISY_SHARE = 10;
  private static final int DROPPED_MAX = 1_000;

  private final ArrayDeque<Entry> returned = new ArrayDeque<>();
  private final ArrayDeque<Entry> window = new ArrayDeque<>();
  private final Map<String, MessageGroup> groups = new HashMap<>();
  private final TreeSet<MessageGroup> noisy =
      new TreeSet<>(
          Comparator.comparingInt((MessageGroup group) -> group.inFlight)
              .thenComparing(group -> group.id));
  private final ProcessingTime processing = new ProcessingTime();
  private int inFlight;
  private int dropped;

  @Override
  public @Nullable MessageGroup groupOf(byte[] stored) {
    String id = StoredMessage.groupId(stored);
    return id == null ? null : groups.computeIfAbsent(id, MessageGroup::new);
  }

  @Override
  public void append(Entry entry) {
    window.addLast(entry);
    if (entry.group != null) {
      MessageGroup group = known(entry.group);
      group.waitingCount++;
      group.lastSentAtMillis = Math.max(group.lastSentAtMillis, entry.sentAtMillis);
    }
  }

  @Override
  public void putBack(Entry entry) {
    returned.addLast(entry);
    if (entry.group != null) {
      known(entry.group).waitingCount++;
    }
  }

  // Some of them may be gone or of noisy groups.
  @Override
  public boolean hasNext() {
    return !returned.isEmpty() || !window.isEmpty();
  }

  @Override
  public List<Entry> take(int max) {
    List<Entry> taken = new ArrayList<>(max);
    while (taken.size() < max) {
      Entry next = returned.isEmpty() ? window.pollFirst() : returned.pollFirst();
      if (next == null) {
        break;
      }
      if (next.isGone()) {
        continue;
      }
      MessageGroup group = next.group == null ? null : known(next.group);
      if (group != null && group.isNoisy) {
        group.waiting.addLast(next);
      } else {
        taken.add(next);
        takenFrom(group);
      }
    }
    return taken;
  }

  @Override
  public List<Entry> takeDeferred(int max, long nowMillis) {
    List<Entry> taken = new ArrayList<>(max);
    for (MessageGroup group : List.copyOf(noisy)) {
      if (nowMillis - group.lastSentAtMillis >= QUIET_AFTER_MILLIS) {
        quieten(group);
      }
    }
    taken.addAll(take(max));
    while (taken.size() < max) {
      Entry next = nextOfTheNoisy();
      if (next == null) {
        break;
      }
      taken.add(next);
      takenFrom(next.group);
    }
    return taken;
  }

  private @Nullable Entry nextOfTheNoisy() {
    for (MessageGroup group : noisy) {
      for (Entry next = group.waiting.pollFirst(); next != null; next = group.waiting.pollFirst()) {
        if (!next.isGone()) {
          return next;
        }
      }
    }
    return null;
  }

  private void takenFrom(@Nullable MessageGroup group) {
    inFlight++;
    if (group == null) {
      return;
    }
    group.waitingCount--;
    count(group, 1);
    if (group.waitingCount == 0) {
      quieten(group);
    } else if (group.inFlight >= NOISY_IN_FLIGHT_MIN && group.inFlight * NOISY_SHARE > inFlight) {
      group.isNoisy = true;
      noisy.add(group);
    }
  }

  /// Changes a group's number of messages in flight, and so its place among the noisy ones.
  private void count(MessageGroup group, int change) {
    if (group.isNoisy) {
      noisy.remove(group);
    }
    group.inFlight += change;
    if (group.isNoisy) {
      noisy.add(group);
    }
  }

  private void quieten(MessageGroup group) {
    if (group.isNoisy) {
      noisy.remove(group);
      group.isNoisy = false;
      returned.addAll(group.waiting);
      group.waiting.clear();
    }
  }

  @Override
  public void settle(Entry entry, long heldNanos, long nowNanos) {
    inFlight--;
    if (entry.group == null) {
      return;
    }
    MessageGroup group = known(entry.group);
    count(group, -1);
    processing.add(group, heldNanos, nowNanos);
    if (!group.isNoisy
        && group.waitingCount > 0
        && group.processingSeconds >= NOISY_PROCESSING_SECONDS_MIN
        && group.processingSeconds * NOISY_SHARE > processing.totalSeconds()) {
      group.isNoisy = true;
      noisy.add(group);
    }
    forgetIfUnused(group);
  }

  @Override
  public void resume(Entry entry) {
    inFlight++;
    if (entry.group != null) {
      count(known(entry.group), 1);
    }
  }

  // Gone messages are passed over when their turn comes. Where nobody receives they would pile up.
  @Override
  public void drop(Entry entry) {
    if (++dropped > DROPPED_MAX && dropped > window.size() / 2) {
      window.removeIf(Entry::isGone);
      returned.removeIf(Entry::isGone);
      dropped = 0;
    }
    if (entry.group != null) {
      MessageGroup group = known(entry.group);
      group.waitingCount--;
      if (group.waitingCount == 0) {
        quieten(group);
      }
      forgetIfUnused(group);
    }
  }

  private void forgetIfUnused(MessageGroup group) {
    if (group.waitingCount == 0 && group.inFlight == 0) {
      quieten(group);
      groups.remove(group.id);
    }
  }

  /// How many groups are noisy.
  int noisyGroups() {
    return noisy.size();
  }

  /// The group of an entry; one that was forgotten in between is the group of that name again.
  private MessageGroup known(MessageGroup group) {
    MessageGroup known = groups.putIfAbsent(group.id, group);
    return known == null ? group : known;
  }
}
