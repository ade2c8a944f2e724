package dev.junction.queue.state;

import dev.junction.kernel.Arn;
import dev.junction.queue.domain.QueueAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A message on its way from a queue that gave up on it to its dead-letter queue.
///
/// Shape, version 1, big-endian: version (1), whether it comes back because its target is gone (1),
/// the ARNs of source and target with an int length before each, the stored message to the end.
///
/// @param source the queue that gave up
/// @param target the dead-letter queue
/// @param isReturned whether the target was gone and the letter goes back to its source
/// @param stored the message
record DeadLetter(QueueAddress source, QueueAddress target, boolean isReturned, byte[] stored) {

  private static final byte VERSION = 1;

  static DeadLetter of(QueueAddress source, QueueAddress target, byte[] stored) {
    return new DeadLetter(source, target, false, stored);
  }

  /// The letter that brings the message back to its source.
  DeadLetter returned() {
    return new DeadLetter(source, source, true, stored);
  }

  /// The message as it joins its queue: with the source's ARN unless it comes back.
  byte[] marked() {
    return isReturned
        ? stored
        : StoredMessage.withDeadLetterSource(stored, source.arn().toString());
  }

  byte[] encode() {
    byte[] from = source.arn().toString().getBytes(StandardCharsets.UTF_8);
    byte[] to = target.arn().toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + from.length + to.length + stored.length)
        .put(VERSION)
        .put((byte) (isReturned ? 1 : 0))
        .putInt(from.length)
        .put(from)
        .putInt(to.length)
        .put(to)
        .put(stored)
        .array();
  }

  static DeadLetter decode(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    if (in.get() != VERSION) {
      throw new IllegalStateException("A dead letter of the unknown format version " + encoded[0]);
    }
    boolean returned = in.get() == 1;
    QueueAddress source = address(in);
    QueueAddress target = address(in);
    byte[] stored = new byte[in.remaining()];
    in.get(stored);
    return new DeadLetter(source, target, returned, stored);
  }

  private static QueueAddress address(ByteBuffer in) {
    byte[] text = new byte[in.getInt()];
    in.get(text);
    String arn = new String(text, StandardCharsets.UTF_8);
    return QueueAddress.ofArn(arn)
        .orElseThrow(() -> new IllegalStateException("No queue: " + Arn.parse(arn)));
  }
}
