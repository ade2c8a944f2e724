package dev.junction.bus.archive;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// What the map says about a chunk of archived events.
///
/// Shape, version 1: version, name, first and last number, how many events, bytes of the chunk,
/// bytes of the events, the earliest and the latest time in ms, when it was sealed in ms.
///
/// @param name the name of the chunk
/// @param first the number of its first event
/// @param last the number of its last event
/// @param count how many events it has
/// @param chunkBytes how long the chunk is
/// @param eventBytes how long its events are
/// @param fromMillis the earliest time of an event
/// @param toMillis the latest time of an event
/// @param sealedMillis when it was sealed: later than all its events came
public record SealedChunk(
    String name,
    long first,
    long last,
    int count,
    int chunkBytes,
    long eventBytes,
    long fromMillis,
    long toMillis,
    long sealedMillis) {

  private static final int VERSION = 1;

  byte[] encode() {
    return new FieldWriter(128)
        .octet(VERSION)
        .text(name)
        .longNumber(first)
        .longNumber(last)
        .number(count)
        .number(chunkBytes)
        .longNumber(eventBytes)
        .longNumber(fromMillis)
        .longNumber(toMillis)
        .longNumber(sealedMillis)
        .toBytes();
  }

  static SealedChunk decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A sealed chunk");
    return new SealedChunk(
        in.text(),
        in.longNumber(),
        in.longNumber(),
        in.number(),
        in.number(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber());
  }
}
