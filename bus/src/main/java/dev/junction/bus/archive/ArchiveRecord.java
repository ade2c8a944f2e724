package dev.junction.bus.archive;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import org.jspecify.annotations.Nullable;

/// What a bus knows of an archive that keeps its events.
///
/// Shape, version 1: version, number, ARN of the archive, when it was created in ms, ARN of the
/// bus, pattern or none, days of retention.
///
/// @param id the number of the archive's events within the partition
/// @param arn the ARN of the archive
/// @param createdMillis when it was created; tells it apart from an earlier one of its name
/// @param busArn the ARN of the bus
/// @param pattern which events it keeps; null for all
/// @param retentionDays how long it keeps them; 0 for ever
public record ArchiveRecord(
    long id,
    String arn,
    long createdMillis,
    String busArn,
    @Nullable String pattern,
    int retentionDays) {

  private static final int VERSION = 1;

  /// Fits no event, as each has a source.
  private static final String NOTHING = "{\"source\":[{\"exists\":false}]}";

  byte[] encode() {
    return new FieldWriter(256)
        .octet(VERSION)
        .longNumber(id)
        .text(arn)
        .longNumber(createdMillis)
        .text(busArn)
        .text(pattern)
        .number(retentionDays)
        .toBytes();
  }

  static ArchiveRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "An archive");
    return new ArchiveRecord(
        in.longNumber(), in.text(), in.longNumber(), in.text(), in.optionalText(), in.number());
  }

  /// The same with another number.
  public ArchiveRecord withId(long number) {
    return new ArchiveRecord(number, arn, createdMillis, busArn, pattern, retentionDays);
  }

  /// The same, keeping nothing more.
  ArchiveRecord closed() {
    return new ArchiveRecord(id, arn, createdMillis, busArn, NOTHING, retentionDays);
  }

  /// Whether nothing more is kept.
  public boolean isClosed() {
    return NOTHING.equals(pattern);
  }

  boolean isSame(ArchiveRecord other) {
    return arn.equals(other.arn) && createdMillis == other.createdMillis;
  }
}
