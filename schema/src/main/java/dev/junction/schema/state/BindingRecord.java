package dev.junction.schema.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// That there is a code binding of a version; its source is made when it is asked for. Shape,
/// version 1: version, then the fields in their order.
///
/// @param createdAtMillis when it was asked for first
/// @param modifiedAtMillis when it was asked for last
public record BindingRecord(long createdAtMillis, long modifiedAtMillis) {

  private static final int VERSION = 1;

  byte[] encode() {
    return new FieldWriter(17)
        .octet(VERSION)
        .longNumber(createdAtMillis)
        .longNumber(modifiedAtMillis)
        .toBytes();
  }

  static BindingRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A code binding");
    return new BindingRecord(in.longNumber(), in.longNumber());
  }
}
