package dev.junction.engine.outbox;

import dev.junction.kernel.Invariant;
import java.util.ArrayDeque;

/// How far the messages of one partition for one other have come: deleted <= acknowledged <= sent
/// <= last, each the sequence of a message.
final class Lane {

  final int target;
  private final Outbox.InFlightLimit limit;
  private final ArrayDeque<Integer> inFlightBytes = new ArrayDeque<>();
  private long bytes;

  long deleted;
  long acknowledged;
  long sent;
  long last;

  Lane(int target, Outbox.InFlightLimit limit) {
    this.target = target;
    this.limit = limit;
  }

  void open(long deletedBefore, long lastFound) {
    deleted = deletedBefore;
    acknowledged = deletedBefore;
    sent = deletedBefore;
    last = lastFound;
    inFlightBytes.clear();
    bytes = 0;
  }

  boolean hasRoom() {
    return inFlightBytes.isEmpty()
        || (inFlightBytes.size() < limit.messages() && bytes < limit.bytes());
  }

  void send(int payloadBytes) {
    sent++;
    bytes += payloadBytes;
    inFlightBytes.add(payloadBytes);
  }

  void acknowledged(long sequence) {
    // A target that had applied more than we knew acknowledges its whole progress at our first
    // repeat, so the sequence may lie beyond what was sent, but never beyond what was written.
    Invariant.check(
        sequence <= last, "Partition %d acknowledges message %d of %d", target, sequence, last);
    while (acknowledged < sequence && !inFlightBytes.isEmpty()) {
      bytes -= inFlightBytes.remove();
      acknowledged++;
    }
    if (acknowledged < sequence) {
      acknowledged = sequence;
      sent = sequence;
    }
  }
}
