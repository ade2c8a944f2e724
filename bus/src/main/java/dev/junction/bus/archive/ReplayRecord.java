package dev.junction.bus.archive;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.ArrayList;
import java.util.List;

/// How far a replay is.
///
/// Shape, version 1: version, number, name, ARNs of replay and bus, number of the archive, first
/// and last time in ms, last number of the archive, minute and number of the last event, its time
/// in ms, state, begin and end in ms, the ARNs of rules.
///
/// @param id its number within the partition
/// @param name its name, which its events carry
/// @param arn its ARN
/// @param busArn where its events go
/// @param archiveId the number of the archive
/// @param fromMillis the first time of its events
/// @param toMillis the time before which they end
/// @param lastNumber the last event that the archive had as it began
/// @param place how far it is
/// @param state as the API calls it
/// @param beganMillis when it began
/// @param endedMillis when it ended; 0 before
/// @param ruleArns the rules that get its events; none for all
public record ReplayRecord(
    long id,
    String name,
    String arn,
    String busArn,
    long archiveId,
    long fromMillis,
    long toMillis,
    long lastNumber,
    Place place,
    String state,
    long beganMillis,
    long endedMillis,
    List<String> ruleArns) {

  private static final int VERSION = 1;

  /// The last event that was replayed.
  ///
  /// @param minute its minute since the epoch
  /// @param number its number; 0 before the first one of the minute
  /// @param timeMillis its time; 0 before the first one
  public record Place(long minute, long number, long timeMillis) {}

  /// The same as far as that.
  public ReplayRecord at(Place reached) {
    return new ReplayRecord(
        id,
        name,
        arn,
        busArn,
        archiveId,
        fromMillis,
        toMillis,
        lastNumber,
        reached,
        state,
        beganMillis,
        endedMillis,
        ruleArns);
  }

  /// The same in another state.
  public ReplayRecord in(String next, long atMillis) {
    return new ReplayRecord(
        id,
        name,
        arn,
        busArn,
        archiveId,
        fromMillis,
        toMillis,
        lastNumber,
        place,
        next,
        beganMillis,
        atMillis,
        ruleArns);
  }

  byte[] encode() {
    FieldWriter out =
        new FieldWriter(256)
            .octet(VERSION)
            .longNumber(id)
            .text(name)
            .text(arn)
            .text(busArn)
            .longNumber(archiveId)
            .longNumber(fromMillis)
            .longNumber(toMillis)
            .longNumber(lastNumber)
            .longNumber(place.minute())
            .longNumber(place.number())
            .longNumber(place.timeMillis())
            .text(state)
            .longNumber(beganMillis)
            .longNumber(endedMillis)
            .number(ruleArns.size());
    ruleArns.forEach(out::text);
    return out.toBytes();
  }

  static ReplayRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A replay");
    ReplayRecord read =
        new ReplayRecord(
            in.longNumber(),
            in.text(),
            in.text(),
            in.text(),
            in.longNumber(),
            in.longNumber(),
            in.longNumber(),
            in.longNumber(),
            new Place(in.longNumber(), in.longNumber(), in.longNumber()),
            in.text(),
            in.longNumber(),
            in.longNumber(),
            List.of());
    List<String> rules = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      rules.add(in.text());
    }
    return read.with(rules);
  }

  private ReplayRecord with(List<String> rules) {
    return new ReplayRecord(
        id,
        name,
        arn,
        busArn,
        archiveId,
        fromMillis,
        toMillis,
        lastNumber,
        place,
        state,
        beganMillis,
        endedMillis,
        List.copyOf(rules));
  }
}
