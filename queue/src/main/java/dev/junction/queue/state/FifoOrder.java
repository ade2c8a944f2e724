package dev.junction.queue.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The order of a FIFO queue: by sequence within a group, one holder of a group at a time, the
/// group with the oldest message first.
final class FifoOrder implements MessageOrder {

  private final Map<String, MessageGroup> groups = new HashMap<>();

  /// The groups that may be received from, by the sequence of their first message.
  private final TreeMap<Long, MessageGroup> ready = new TreeMap<>();

  @Override
  public MessageGroup groupOf(byte[] stored) {
    String id = StoredMessage.groupId(stored);
    return groups.computeIfAbsent(id == null ? "" : id, MessageGroup::new);
  }

  @Override
  public void append(Entry entry) {
    MessageGroup group = group(entry);
    group.waiting.addLast(entry);
    if (group.inFlight == 0 && group.waiting.size() == 1) {
      ready.put(entry.sequence, group);
    }
  }

  @Override
  public void putBack(Entry entry) {
    MessageGroup group = group(entry);
    if (group.isReady()) {
      ready.remove(group.waiting.getFirst().sequence);
    }
    group.putBack(entry);
    offer(group);
  }

  @Override
  public List<Entry> take(int max) {
    Map.Entry<Long, MessageGroup> first = ready.pollFirstEntry();
    if (first == null) {
      return new ArrayList<>(0);
    }
    MessageGroup group = first.getValue();
    List<Entry> taken = new ArrayList<>(max);
    while (taken.size() < max && !group.waiting.isEmpty()) {
      taken.add(group.waiting.removeFirst());
      group.inFlight++;
    }
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
    group.inFlight--;
    offer(group);
  }

  @Override
  public void resume(Entry entry) {
    MessageGroup group = group(entry);
    if (group.isReady()) {
      ready.remove(group.waiting.getFirst().sequence);
    }
    group.inFlight++;
  }

  @Override
  public void drop(Entry entry) {
    MessageGroup group = group(entry);
    if (group.isReady()) {
      ready.remove(group.waiting.getFirst().sequence);
    }
    group.waiting.remove(entry);
    offer(group);
  }

  private void offer(MessageGroup group) {
    if (group.isReady()) {
      ready.put(group.waiting.getFirst().sequence, group);
    } else if (group.inFlight == 0) {
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
