package dev.junction.log.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.log.domain.LogLimits;
import java.nio.charset.StandardCharsets;

/// An event as it lies in the map; its time, stream and sequence are in its key.
///
/// Shape, version 1: version, ingested at in ms, the message to the end.
///
/// @param ingestedAtMillis when it came
/// @param message its text in UTF-8
record StoredEvent(long ingestedAtMillis, byte[] message) {

  private static final int VERSION = 1;

  long sizeBytes() {
    return message.length + (long) LogLimits.EVENT_OVERHEAD_BYTES;
  }

  String text() {
    return new String(message, StandardCharsets.UTF_8);
  }

  byte[] encode() {
    return new FieldWriter(9 + message.length)
        .octet(VERSION)
        .longNumber(ingestedAtMillis)
        .raw(message)
        .toBytes();
  }

  static StoredEvent decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A log event");
    return new StoredEvent(in.longNumber(), in.rest());
  }
}
