package dev.junction.queue.domain;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What a consumer holds while it works on a message: names the message and the receive.
///
/// It describes itself, so that a delete works even after the record of the lease was lost.
///
/// Shape: Base64 of version (1 byte), queue id (8), sequence (8), receive count (4) and a CRC32C
/// (4).
///
/// @param queueId the queue's number within its partition
/// @param sequence the message's place in the queue
/// @param receiveCount which receive of the message this was, from 1
public record ReceiptHandle(long queueId, long sequence, int receiveCount) {

  private static final byte VERSION = 1;
  private static final int BYTES = 25;
  private static final int TEXT_CHARACTERS = 36;

  /// Reads the text form; empty when it was not made by [#format].
  public static Optional<ReceiptHandle> parse(String text) {
    if (text.length() != TEXT_CHARACTERS) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length != BYTES
        || buffer.get(0) != VERSION
        || buffer.getInt(BYTES - 4) != checksum(bytes)) {
      return Optional.empty();
    }
    return Optional.of(new ReceiptHandle(buffer.getLong(1), buffer.getLong(9), buffer.getInt(17)));
  }

  /// The text form.
  public String format() {
    byte[] bytes = new byte[BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.put(VERSION).putLong(queueId).putLong(sequence).putInt(receiveCount);
    buffer.putInt(checksum(bytes));
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static int checksum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, BYTES - 4);
    return (int) sum.getValue();
  }
}
