package dev.junction.log.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// A durable timer of a group.
///
/// Shape of its payload, version 1: version, group, stream, step.
///
/// @param group the number of the group
/// @param stream the number of a stream that was deleted and whose events are removed; 0 when
///     events are removed that have expired
/// @param step how often the timer was set again at once, so that no two are the same
record LogTimer(long group, long stream, long step) {

  private static final int VERSION = 1;

  LogTimer next() {
    return new LogTimer(group, stream, step + 1);
  }

  byte[] encode() {
    return new FieldWriter(25)
        .octet(VERSION)
        .longNumber(group)
        .longNumber(stream)
        .longNumber(step)
        .toBytes();
  }

  static LogTimer decode(byte[] payload) {
    FieldReader in = new FieldReader(payload).version(VERSION, "A timer of a log group");
    return new LogTimer(in.longNumber(), in.longNumber(), in.longNumber());
  }
}
