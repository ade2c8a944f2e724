package dev.junction.topic.state.sms;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// What a phone wants of an account's text messages in a region.
///
/// Shape, version 1: version, whether it wants none, when it said so in ms, when it was last opted
/// in again in ms, 0 for never.
///
/// @param isOptedOut whether it wants none
/// @param sinceMillis when it said so
/// @param optedInMillis when the account opted it in again; 0 for never
public record OptOut(boolean isOptedOut, long sinceMillis, long optedInMillis) {

  private static final int VERSION = 1;

  byte[] encode() {
    return new FieldWriter(18)
        .octet(VERSION)
        .flag(isOptedOut)
        .longNumber(sinceMillis)
        .longNumber(optedInMillis)
        .toBytes();
  }

  static OptOut decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "An opt-out");
    return new OptOut(in.flag(), in.longNumber(), in.longNumber());
  }
}
