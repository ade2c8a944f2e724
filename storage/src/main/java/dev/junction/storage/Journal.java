package dev.junction.storage;

/// One ordered, fenced log of write batches for one partition: the source of truth.
///
/// Durability: a batch is durable once the listener was told an LSN at or above its own. Appends
/// are pipelined; a batch is there whole or not at all, and never without all its predecessors.
/// Threads: [#append] belongs to the partition's thread; the listener is called on the journal's
/// thread and must not block. Errors: the first failed write or sync is final,
/// [DurabilityListener#failed] is called once and no later append is ever acknowledged.
public interface Journal extends AutoCloseable {

  /// Reads back durable batches in order.
  interface Reader {
    void batch(long lsn, WriteBatch batch);
  }

  /// Hears how far the journal is durable.
  interface DurabilityListener {
    /// Every batch up to and with this LSN is durable; the value only rises.
    void durable(long lsn);

    /// The journal is broken for good.
    void failed(Throwable cause);
  }

  /// The number of the partition that this journal belongs to.
  int partition();

  /// The highest epoch that ever claimed this journal; zero when none did.
  long epoch();

  /// Fences every lower epoch for ever and makes this the only writer.
  void claim(long epoch, DurabilityListener listener);

  /// Adds a batch after all earlier ones and returns its log sequence number, one higher than the
  /// last. The batch's bytes are taken over before the method returns.
  long append(WriteBatch batch);

  /// The highest LSN that [#append] gave out or that was found at opening; zero when there is none.
  long lastLsn();

  /// Hands every durable batch from the given LSN on to the reader.
  void read(long fromLsn, Reader reader);

  /// Allows the journal to forget batches up to and with this LSN, which the caller holds in a
  /// restorable snapshot.
  void trim(long toLsn);

  @Override
  void close();
}
