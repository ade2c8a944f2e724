package dev.junction.bus.state;

import dev.junction.bus.domain.BusAddress;
import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.time.Instant;

/// A durable timer of a rule that has a schedule.
///
/// Shape of its payload, version 1: version, the ARN of the bus, the rule's name and number, the
/// number of its plan, the planned time in ms.
///
/// @param ruleId the rule's number; another rule of the same name ignores the timer
/// @param plan the number of the plan; a rule that was changed since ignores the timer
record RuleTimer(BusAddress bus, String rule, long ruleId, long plan, Instant due) {

  private static final int VERSION = 1;

  byte[] id() {
    return new FieldWriter(32).longNumber(ruleId).longNumber(plan).toBytes();
  }

  byte[] encode() {
    return new FieldWriter(128)
        .octet(VERSION)
        .text(bus.arn())
        .text(rule)
        .longNumber(ruleId)
        .longNumber(plan)
        .longNumber(due.toEpochMilli())
        .toBytes();
  }

  static RuleTimer decode(byte[] payload) {
    FieldReader in = new FieldReader(payload).version(VERSION, "A timer of a rule");
    String arn = in.text();
    BusAddress bus =
        BusAddress.ofArn(arn).orElseThrow(() -> new IllegalStateException("No bus: " + arn));
    return new RuleTimer(
        bus, in.text(), in.longNumber(), in.longNumber(), Instant.ofEpochMilli(in.longNumber()));
  }
}
