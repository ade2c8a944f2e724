package dev.junction.log.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// What a group counts; kept apart from its record because every write changes it.
///
/// Shape, version 1: version, stored bytes, streams.
///
/// @param storedBytes what its events count
/// @param streams how many streams it has had, which is the number of the last one
record GroupCounters(long storedBytes, long streams) {

  static final GroupCounters NONE = new GroupCounters(0, 0);

  private static final int VERSION = 1;

  GroupCounters plusBytes(long bytes) {
    return new GroupCounters(storedBytes + bytes, streams);
  }

  GroupCounters plusStream() {
    return new GroupCounters(storedBytes, streams + 1);
  }

  byte[] encode() {
    return new FieldWriter(17).octet(VERSION).longNumber(storedBytes).longNumber(streams).toBytes();
  }

  static GroupCounters decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "The counters of a log group");
    return new GroupCounters(in.longNumber(), in.longNumber());
  }
}
