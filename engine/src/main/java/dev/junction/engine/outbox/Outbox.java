package dev.junction.engine.outbox;

import dev.junction.kernel.Invariant;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The messages that one partition has for the others and for itself: all of them in the map, a
/// bounded number per target on the way.
///
/// Shape: one lane per target, with sequences that have no gaps. A message that finds its lane full
/// stays in the map and is read forward from a cursor once the target has acknowledged others.
/// Acknowledged messages are deleted as a prefix, many at a time, because every range delete costs
/// the later reads of the map. Limits: [InFlightLimit] per target. Threads: the partition's.
public final class Outbox {

  /// A message in its lane.
  ///
  /// @param target the partition that it is for
  /// @param sequence its place among the messages from this partition to that one
  /// @param keyspace the service that sent it and gets it
  public record Message(int target, long sequence, byte keyspace, byte[] payload) {}

  /// How much may be on the way to one target without its acknowledgement; one message always may.
  public record InFlightLimit(int messages, long bytes) {}

  /// How many acknowledged messages of a lane are worth a range delete.
  public static final int DELETED_TOGETHER = 128;

  private final StateStore state;
  private final Lane[] lanes;

  public Outbox(StateStore state, int partitions, InFlightLimit limit) {
    this.state = state;
    lanes = new Lane[partitions];
    for (int target = 0; target < partitions; target++) {
      lanes[target] = new Lane(target, limit);
    }
  }

  /// Finds every message that is not known to have arrived; [#readForward] sends them again.
  public void open() {
    for (Lane lane : lanes) {
      long deleted = OutboxKey.readSequence(state.get(OutboxKey.deleted(lane.target)));
      lane.open(deleted, lastAfter(lane.target, deleted));
    }
  }

  /// Stages a message and answers it if it may go out once the batch is durable; null when it has
  /// to stay in the map for now.
  public @Nullable Message send(int target, byte keyspace, byte[] payload, WriteBatch batch) {
    Invariant.check(target >= 0 && target < lanes.length, "There is no partition %d", target);
    Lane lane = lanes[target];
    long sequence = ++lane.last;
    batch.put(OutboxKey.message(target, sequence), OutboxKey.messageValue(keyspace, payload));
    if (lane.sent != sequence - 1 || !lane.hasRoom()) {
      return null;
    }
    lane.send(payload.length);
    return new Message(target, sequence, keyspace, payload);
  }

  /// The target has everything up to and with the sequence for good.
  public void acknowledged(int target, long sequence) {
    lanes[target].acknowledged(sequence);
  }

  /// Hands on messages that were waiting in the map, as far as their lanes have room. Between
  /// transactions only, because it reads the map.
  public void readForward(Consumer<Message> sender) {
    for (Lane lane : lanes) {
      if (lane.sent < lane.last && lane.hasRoom()) {
        readForward(lane, sender);
      }
    }
  }

  /// Stages the deletion of acknowledged messages in the lanes that have at least so many.
  public void stageDeletes(int atLeast, WriteBatch batch) {
    for (Lane lane : lanes) {
      if (lane.acknowledged - lane.deleted >= atLeast) {
        batch.deleteRange(
            OutboxKey.message(lane.target, lane.deleted + 1),
            OutboxKey.message(lane.target, lane.acknowledged + 1));
        batch.put(OutboxKey.deleted(lane.target), OutboxKey.sequenceValue(lane.acknowledged));
        lane.deleted = lane.acknowledged;
      }
    }
  }

  /// Whether [#stageDeletes] would stage something.
  public boolean hasDeletes(int atLeast) {
    for (Lane lane : lanes) {
      if (lane.acknowledged - lane.deleted >= atLeast) {
        return true;
      }
    }
    return false;
  }

  /// How many messages are not acknowledged, on the way or waiting in the map.
  public long unacknowledged() {
    long sum = 0;
    for (Lane lane : lanes) {
      sum += lane.last - lane.acknowledged;
    }
    return sum;
  }

  private void readForward(Lane lane, Consumer<Message> sender) {
    byte[] from = OutboxKey.message(lane.target, lane.sent + 1);
    byte[] to = OutboxKey.message(lane.target, lane.last + 1);
    try (StateStore.Cursor cursor = state.scan(from, to)) {
      while (lane.hasRoom() && cursor.next()) {
        long sequence = OutboxKey.sequence(cursor.key());
        Invariant.check(
            sequence == lane.sent + 1,
            "After message %d for partition %d comes %d",
            lane.sent,
            lane.target,
            sequence);
        Message message = OutboxKey.message(lane.target, sequence, cursor.value());
        lane.send(message.payload.length);
        sender.accept(message);
      }
    }
  }

  /// The last message of a lane. The sequences have no gaps, so that a few looks find it: at
  /// doubling distances first, then by halving the interval.
  private long lastAfter(int target, long deleted) {
    long present = deleted;
    long distance = 1;
    while (isPresent(target, deleted + distance)) {
      present = deleted + distance;
      distance *= 2;
    }
    long absent = deleted + distance;
    while (absent - present > 1) {
      long middle = present + (absent - present) / 2;
      if (isPresent(target, middle)) {
        present = middle;
      } else {
        absent = middle;
      }
    }
    return present;
  }

  private boolean isPresent(int target, long sequence) {
    return state.get(OutboxKey.message(target, sequence)) != null;
  }
}
