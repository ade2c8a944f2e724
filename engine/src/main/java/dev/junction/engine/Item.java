package dev.junction.engine;

import dev.junction.engine.mailbox.Linked;
import dev.junction.engine.outbox.Outbox;

/// Something that goes through a partition: it waits in the mailbox to be run, later with the
/// others that wait for the journal.
abstract sealed class Item extends Linked permits Call, Item.Delivery, Item.Acknowledgement {

  /// Among the held: what has to be durable first.
  long lsn;

  /// A message from the outbox of one partition on its way to another.
  static final class Delivery extends Item {
    final int source;
    final Outbox.Message message;

    Delivery(int source, Outbox.Message message) {
      this.source = source;
      this.message = message;
    }
  }

  /// What a partition tells the source of messages: everything up to this one is applied for good.
  static final class Acknowledgement extends Item {
    final int source;
    final int target;
    final long sequence;

    Acknowledgement(int source, int target, long sequence) {
      this.source = source;
      this.target = target;
      this.sequence = sequence;
    }
  }
}
