package dev.junction.engine;

import dev.junction.engine.log.PartitionLog;
import dev.junction.engine.mailbox.Mailbox;
import java.util.concurrent.atomic.AtomicInteger;

/// The answers and messages of one partition that wait until the journal has what they depend on,
/// in the order of their LSN.
///
/// Threads: [#depth], [#release] and [#breakOff] any, so that the journal's thread lets answers go
/// without a hop; the rest the partition's.
final class Held {

  /// After how many items the partition learns of them while others go on to leave.
  private static final int SEEN_EVERY = 256;

  private final PartitionLog log;
  private final Exits exits;
  private final Mailbox<Item> items = new Mailbox<>(Integer.MAX_VALUE);
  private long added;

  /// What the first item waits for that was added since [#hasFreshUpTo] was asked.
  private long freshLsn = Long.MAX_VALUE;

  /// How many asked for a release since it was last looked whether there is something to let go.
  private final AtomicInteger asked = new AtomicInteger();

  private volatile boolean broken;
  private long gone;
  private volatile long goneSeen;

  Held(PartitionLog log, Exits exits) {
    this.log = log;
    this.exits = exits;
  }

  /// Holds an item until the LSN is durable.
  void add(Item item, long lsn) {
    item.lsn = lsn;
    added++;
    freshLsn = Math.min(freshLsn, lsn);
    items.put(item);
  }

  /// How many items are held, or a few more.
  long count() {
    return added - goneSeen;
  }

  /// How many items are held, for anybody.
  int depth() {
    return items.depth();
  }

  /// Whether an item was added, since this was last asked, that has nothing to wait for. The others
  /// are released when the journal reports.
  boolean hasFreshUpTo(long durableLsn) {
    boolean has = freshLsn <= durableLsn;
    freshLsn = Long.MAX_VALUE;
    return has;
  }

  /// Lets everything go that is durable by now. One thread does it at a time; whoever comes
  /// meanwhile leaves it to that one.
  void release() {
    int turns = asked.incrementAndGet();
    if (turns > 1) {
      return;
    }
    while (turns > 0) {
      letGo();
      turns = asked.addAndGet(-turns);
    }
  }

  /// Ends every call with an internal failure, now and later, and forgets the messages; they are in
  /// the outbox.
  void breakOff() {
    broken = true;
    release();
  }

  private void letGo() {
    long durableLsn = log.durableLsn();
    for (Item item = items.peek();
        item != null && (broken || item.lsn <= durableLsn);
        item = items.peek()) {
      items.poll();
      gone++;
      if (gone % SEEN_EVERY == 0) {
        goneSeen = gone;
      }
      if (broken) {
        fail(item);
      } else {
        pass(item);
      }
    }
    goneSeen = gone;
  }

  private void pass(Item item) {
    switch (item) {
      case Call<?, ?> call -> exits.answer(call);
      case Item.Delivery delivery -> exits.post(delivery.message.target(), delivery);
      case Item.Acknowledgement acknowledgement ->
          exits.post(acknowledgement.source, acknowledgement);
    }
  }

  private static void fail(Item item) {
    if (item instanceof Call<?, ?> call) {
      call.fail(EngineErrors.INTERNAL_FAILURE);
    }
  }
}
