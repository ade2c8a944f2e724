package dev.junction.queue.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The order of a FIFO queue: by sequence within a group, nothing of it behind a message in flight.
///
/// A message that becomes visible while later ones of its group are in flight is handed out again,
/// without those and without what stands behind them. Of the groups the one whose first message
/// came first goes first, where one that was received counts from then, so that a group that fails
/// all the time does not keep others waiting. Source: what LocalStack observed at the real service
/// (`test_fifo_message_group_visibility_after_change_message_visibility`, `…_after_delete`,
/// `…_after_partial_delete`, `test_fifo_receive_message_with_zero_visibility_timeout`).
final class FifoOrder implements MessageOrder {

  private final Map<String, MessageGroup> groups = new HashMap<>();

  /// The groups that may be received from.
  private final TreeMap<MessageGroup.Turn, MessageGroup> ready = new TreeMap<>();

  @Override
  public MessageGroup groupOf(byte[] stored) {
    String id = StoredMessage.groupId(stored);
    return groups.computeIfAbsent(id == null ? "" : id, MessageGroup::new);
  }

  @Override
  public void append(Entry entry) {
    MessageGroup group = group(entry);
    group.waiting.addLast(entry);
    if (group.turn == null) {
      offer(group);
    }
  }

  @Override
  public void putBack(Entry entry) {
    MessageGroup group = group(entry);
    group.putBack(entry);
    offer(group);
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty();
  }

  @Override
  public List<Entry> take(int max) {
    Map.Entry<MessageGroup.Turn, MessageGroup> first = ready.pollFirstEntry();
    if (first == null) {
      return new ArrayList<>(0);
    }
    MessageGroup group = first.getValue();
    group.turn = null;
    long before = group.firstHeld();
    List<Entry> taken = new ArrayList<>(max);
    while (taken.size() < max
        && !group.waiting.isEmpty()
        && group.waiting.getFirst().sequence < before) {
      taken.add(group.waiting.removeFirst());
    }
    taken.reversed().forEach(group.held::addFirst);
    return taken;
  }

  // No message goes before the others of its group.
  @Override
  public List<Entry> takeDeferred(int max, long nowMillis) {
    return List.of();
  }

  @Override
  public void settle(Entry entry, long heldNanos, long nowNanos) {
    MessageGroup group = group(entry);
    group.release(entry);
    offer(group);
  }

  @Override
  public void resume(Entry entry) {
    MessageGroup group = group(entry);
    group.held.addLast(entry);
    offer(group);
  }

  @Override
  public void drop(Entry entry) {
    MessageGroup group = group(entry);
    group.waiting.remove(entry);
    offer(group);
  }

  /// Gives a group the place among the ready ones that it has now, or none.
  private void offer(MessageGroup group) {
    if (group.turn != null) {
      ready.remove(group.turn);
      group.turn = null;
    }
    if (group.isReady()) {
      group.turn = MessageGroup.Turn.of(group.waiting.getFirst());
      ready.put(group.turn, group);
    } else if (group.waiting.isEmpty() && group.held.isEmpty()) {
      groups.remove(group.id);
    }
  }

  /// The group of an entry; one that emptied in between is the group of that name again.
  private MessageGroup group(Entry entry) {
    MessageGroup group = entry.group;
    if (group == null) {
      throw new IllegalStateException("A message of a FIFO queue without a group");
    }
    MessageGroup known = groups.putIfAbsent(group.id, group);
    return known == null ? group : known;
  }
}
