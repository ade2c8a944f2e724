package dev.junction.log.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.NewEvent;
import java.util.List;
import java.util.Map;

/// What another service of this process writes into a group on its way there.
///
/// Shape, version 1 of this kind: [#KIND], version, account, region, name of the group, name of the
/// stream, when it happened in ms, the text.
///
/// @param group the group; it is made when it is not there
/// @param stream the name of the stream; it is made when it is not there
/// @param atMillis when it happened
/// @param text what is written
public record GroupEntry(GroupAddress group, String stream, long atMillis, byte[] text) {

  /// No version of [PolicyNews], which comes the same way.
  private static final int KIND = 'E';

  private static final int VERSION = 1;
  private static final String CLASS = "STANDARD";

  public byte[] encode() {
    return new FieldWriter(text.length + 256)
        .octet(KIND)
        .octet(VERSION)
        .text(group.account().value())
        .text(group.region().name())
        .text(group.name())
        .text(stream)
        .longNumber(atMillis)
        .bytes(text)
        .toBytes();
  }

  static boolean isOne(byte[] payload) {
    return payload.length > 0 && payload[0] == KIND;
  }

  static GroupEntry decode(byte[] payload) {
    FieldReader in = new FieldReader(payload).version(KIND, "A message to log groups");
    in.version(VERSION, "An entry of a log group");
    GroupAddress group =
        new GroupAddress(new AccountId(in.text()), new Region(in.text()), in.text());
    return new GroupEntry(group, in.text(), in.longNumber(), in.bytes());
  }

  /// Writes it, unless there is no space or the group does not keep what is so old.
  void write(Groups groups, Transaction<Groups> tx) {
    if (!tx.hasSpace()) {
      return;
    }
    LogGroup found = groups.find(group);
    if (found == null) {
      found = groups.create(tx, group, new Groups.NewGroup(CLASS, null, false, Map.of()));
    }
    StreamRecord record = found.stream(tx, stream);
    if (record == null) {
      record = found.createStream(tx, stream, /* isDelivered= */ true);
    }
    found.put(tx, stream, record, List.of(new NewEvent(atMillis, text)));
  }
}
