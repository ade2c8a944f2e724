package dev.junction.storage;

/// One ordered, fenced log of write batches for one partition: the source of truth.
///
/// Durability: a batch is durable once the listener was told an LSN at or above its own. Appends
/// are pipelined; a batch is there whole or not at all, and never without all its predecessors.
/// Threads: [#append] and [#push] belong to the partition's thread, [#firstLsn] and [#lastLsn] may
/// be asked from anywhere; the listener is called on the journal's thread, possibly before the
/// append has returned, and must not block. Errors: the first failed write or sync is final,
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

    /// The journal is broken for good, or a higher epoch took it over ([JournalFenced]).
    void failed(Throwable cause);
  }

  /// The number of the partition that this journal belongs to.
  int partition();

  /// Fences every lower epoch for ever and makes this the only writer; durable when it returns.
  ///
  /// @throws JournalFenced when the same or a higher epoch holds the partition
  void claim(long epoch, DurabilityListener listener);

  /// The highest epoch that ever claimed this partition; zero when there is none.
  long epoch();

  /// Adds a batch after all earlier ones and returns its log sequence number, one higher than the
  /// last. The batch's bytes are taken over before the method returns. An empty batch is a batch.
  /// The journal may wait with writing it until [#push].
  ///
  /// @throws JournalFenced when a higher epoch holds the partition
  /// @throws JournalFailed when the journal is broken
  /// @throws JournalFull when there is no space at the moment; nothing was taken. A batch that
  ///     [WriteBatch#mayUseReserve] is taken longer than others
  /// @throws BatchTooLarge when the batch is larger than the journal takes; nothing was taken then
  long append(WriteBatch batch);

  /// Has everything appended written soon. Batches that are appended together and pushed once share
  /// one write and one sync.
  void push();

  /// Whether batches are taken that may not use the reserve. Threads: any.
  default boolean hasSpace() {
    return true;
  }

  /// The lowest LSN that [#read] still reaches; one more than [#lastLsn] when it holds none.
  long firstLsn();

  /// The highest LSN that [#append] gave out or that was found at opening; zero when there is none.
  long lastLsn();

  /// Hands every durable batch from the given LSN on to the reader.
  ///
  /// @throws JournalTrimmed when `fromLsn` lies below [#firstLsn]
  void read(long fromLsn, Reader reader);

  /// Allows the journal to forget batches up to and with this LSN, which the caller holds in a
  /// restorable snapshot. Batches that are not durable yet are never forgotten.
  void trim(long toLsn);

  @Override
  void close();
}
