package dev.junction.engine;

import dev.junction.engine.mailbox.Mailbox;

/// The answers and messages of one partition that wait until the journal has what they depend on,
/// in the order of their LSN.
///
/// Threads: [#depth] any; [#release] and [#failAll] the releaser's; the rest the partition's.
final class Held {

  /// The way from one partition to another.
  @FunctionalInterface
  interface Post {
    /// Puts an item into the mailbox of a partition; lost when that one is closed or has failed.
    void post(int partition, Item item);
  }

  private final Mailbox<Item> items = new Mailbox<>(Integer.MAX_VALUE);
  private long added;

  /// What the first item waits for that was added since [#hasFreshUpTo] was asked.
  private long freshLsn = Long.MAX_VALUE;

  private long gone;
  private volatile long goneSeen;

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

  /// Lets everything go that does not wait for more than this LSN.
  void release(long durableLsn, Post post) {
    for (Item item = items.peek(); item != null && item.lsn <= durableLsn; item = items.peek()) {
      items.poll();
      gone++;
      switch (item) {
        case Call<?, ?> call -> call.release();
        case Item.Delivery delivery -> post.post(delivery.message.target(), delivery);
        case Item.Acknowledgement acknowledgement ->
            post.post(acknowledgement.source, acknowledgement);
      }
    }
    goneSeen = gone;
  }

  /// Ends every call with an internal failure and forgets the messages; they are in the outbox.
  void failAll() {
    for (Item item = items.poll(); item != null; item = items.poll()) {
      gone++;
      if (item instanceof Call<?, ?> call) {
        call.fail(EngineErrors.INTERNAL_FAILURE);
      }
    }
    goneSeen = gone;
  }
}
