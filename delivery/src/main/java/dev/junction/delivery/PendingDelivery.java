package dev.junction.delivery;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.nio.ByteBuffer;
import java.util.List;

/// A message that waits for its next attempt to reach a recipient outside, as it lies in the map.
///
/// Shape of the key: keyspace, `P`, the message's number (8 bytes, big-endian). Shape of the value,
/// version 1: version, how many attempts have failed, when the next is due in ms, then a dispatch
/// with one recipient to the end.
///
/// @param attempts how many attempts have failed
/// @param dueAtMillis when the next attempt is due
/// @param dispatch the message with its recipient, encoded
record PendingDelivery(int attempts, long dueAtMillis, byte[] dispatch) {

  private static final byte KIND = 'P';
  private static final int VERSION = 1;

  static PendingDelivery first(Content content, Body body, Recipient recipient, long nowMillis) {
    Care care = recipient.care();
    boolean keepsFirst =
        care != null && !care.letterNotes().isEmpty() && !content.bodies().getFirst().equals(body);
    Content own =
        keepsFirst
            ? content.withBodies(List.of(content.bodies().getFirst(), body))
            : content.withBodies(List.of(body));
    byte[] dispatch =
        Dispatch.begin(false, own, body.head().length + 512)
            .octet(keepsFirst ? 1 : 0)
            .raw(
                care == null ? recipient.encoded() : recipient.with(care.from(nowMillis)).encoded())
            .toBytes();
    return new PendingDelivery(0, nowMillis, dispatch);
  }

  PendingDelivery again(int failed, long atMillis) {
    return new PendingDelivery(failed, atMillis, dispatch);
  }

  byte[] encode() {
    return new FieldWriter(dispatch.length + 13)
        .octet(VERSION)
        .number(attempts)
        .longNumber(dueAtMillis)
        .raw(dispatch)
        .toBytes();
  }

  static PendingDelivery decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A pending delivery");
    return new PendingDelivery(in.number(), in.longNumber(), in.rest());
  }

  static byte[] key(long number) {
    return ByteBuffer.allocate(10)
        .put(DeliveryPartitionService.KEYSPACE)
        .put(KIND)
        .putLong(number)
        .array();
  }

  static long numberOf(byte[] key) {
    return ByteBuffer.wrap(key).getLong(2);
  }

  /// Where all pending deliveries start and end.
  static byte[][] all() {
    byte keyspace = DeliveryPartitionService.KEYSPACE;
    return new byte[][] {{keyspace, KIND}, {keyspace, KIND + 1}};
  }
}
