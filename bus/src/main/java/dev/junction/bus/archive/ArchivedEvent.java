package dev.junction.bus.archive;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One event in an archive.
///
/// Shape of the value in the map, version 1: version, time in ms, the event to the end. Shape of
/// a chunk, version 1: version, then for each event its number (8 bytes), its time in ms (8
/// bytes), its length (4 bytes) and the event.
///
/// @param number its number in the archive, in the order in which events came
/// @param timeMillis the time that it says it happened
/// @param json the event in UTF-8
public record ArchivedEvent(long number, long timeMillis, byte[] json) {

  private static final int VERSION = 1;
  private static final long MINUTE_MILLIS = 60_000;

  byte[] encode() {
    return new FieldWriter(json.length + 9)
        .octet(VERSION)
        .longNumber(timeMillis)
        .raw(json)
        .toBytes();
  }

  static ArchivedEvent decode(long number, byte[] value) {
    FieldReader in = new FieldReader(value).version(VERSION, "An archived event");
    return new ArchivedEvent(number, in.longNumber(), in.rest());
  }

  /// The minute in which it happened, since the epoch.
  public long minute() {
    return Math.floorDiv(timeMillis, MINUTE_MILLIS);
  }

  /// Many events as one chunk.
  public static byte[] chunk(List<ArchivedEvent> events) {
    int bytes = events.stream().mapToInt(event -> 20 + event.json.length).sum();
    FieldWriter out = new FieldWriter(bytes + 1).octet(VERSION);
    for (ArchivedEvent event : events) {
      out.longNumber(event.number).longNumber(event.timeMillis).bytes(event.json);
    }
    return out.toBytes();
  }

  /// The events of a chunk.
  public static List<ArchivedEvent> ofChunk(byte[] chunk) {
    ByteBuffer in = ByteBuffer.wrap(chunk);
    int version = in.get();
    if (version != VERSION) {
      throw new IllegalStateException("A chunk of the unknown format version " + version);
    }
    List<ArchivedEvent> events = new ArrayList<>();
    while (in.hasRemaining()) {
      long number = in.getLong();
      long time = in.getLong();
      byte[] json = new byte[in.getInt()];
      in.get(json);
      events.add(new ArchivedEvent(number, time, json));
    }
    return events;
  }
}
