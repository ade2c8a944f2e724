package dev.junction.storage.seal;

import dev.junction.kernel.Invariant;
import dev.junction.storage.Journal;
import dev.junction.storage.SealBroken;
import dev.junction.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A journal that seals every batch as a whole, bound to its partition and log sequence number, and
/// keeps it in another journal.
///
/// Shape: the other journal's batch is one put with the key `1` and the sealed batch as value.
/// Limits: a batch may be 51 bytes shorter than the other journal takes. Threads, durability: as
/// the other journal. Errors: a read throws [SealBroken] at the first batch that does not open; the
/// other journal may turn that into one of its own.
public final class SealedJournal implements Journal {
  private static final byte[] KEY = {1};
  private static final byte KIND = 'J';

  private final Journal other;
  private final Sealer sealer;

  public SealedJournal(Journal other, Sealer sealer) {
    this.other = other;
    this.sealer = sealer;
  }

  /// What keeps a stored batch from being opened; null when it opens.
  public static @Nullable String faultOf(
      Sealer sealer, int partition, long lsn, WriteBatch stored) {
    try {
      open(sealer, partition, lsn, stored);
      return null;
    } catch (SealBroken broken) {
      return broken.fault();
    }
  }

  @Override
  public int partition() {
    return other.partition();
  }

  @Override
  public void claim(long epoch, DurabilityListener listener) {
    other.claim(epoch, listener);
  }

  @Override
  public long epoch() {
    return other.epoch();
  }

  @Override
  public long append(WriteBatch batch) {
    // Only the claimant's thread appends; another claimant's batch between the two would fence it.
    long lsn = other.lastLsn() + 1;
    WriteBatch sealed = new WriteBatch();
    sealed.put(KEY, sealer.seal(associated(partition(), lsn), batch.encode()));
    if (batch.mayUseReserve()) {
      sealed.allowReserve();
    }
    long given = other.append(sealed);
    Invariant.check(given == lsn, "A batch sealed for LSN %d was given LSN %d", lsn, given);
    return given;
  }

  @Override
  public boolean hasSpace() {
    return other.hasSpace();
  }

  @Override
  public void push() {
    other.push();
  }

  @Override
  public long firstLsn() {
    return other.firstLsn();
  }

  @Override
  public long lastLsn() {
    return other.lastLsn();
  }

  @Override
  public void read(long fromLsn, Reader reader) {
    other.read(fromLsn, (lsn, stored) -> reader.batch(lsn, open(sealer, partition(), lsn, stored)));
  }

  @Override
  public void trim(long toLsn) {
    other.trim(toLsn);
  }

  @Override
  public void close() {
    other.close();
  }

  private static WriteBatch open(Sealer sealer, int partition, long lsn, WriteBatch stored) {
    Sealer.Named what = () -> "LSN " + lsn + " of partition " + partition + " in the journal";
    SealedValue value = new SealedValue();
    stored.forEach(value);
    if (value.sealed == null) {
      throw new SealBroken(what.name());
    }
    return WriteBatch.decode(sealer.open(associated(partition, lsn), value.sealed, what));
  }

  private static byte[] associated(int partition, long lsn) {
    return ByteBuffer.allocate(1 + Integer.BYTES + Long.BYTES)
        .put(KIND)
        .putInt(partition)
        .putLong(lsn)
        .array();
  }

  /// The value of the one put that a stored batch is; null when it is anything else.
  private static final class SealedValue implements WriteBatch.Visitor {
    private byte @Nullable [] sealed;
    private int operations;

    @Override
    public void put(byte[] key, byte[] value) {
      sealed = operations++ == 0 && Arrays.equals(key, KEY) ? value : null;
    }

    @Override
    public void delete(byte[] key) {
      operations++;
      sealed = null;
    }

    @Override
    public void deleteRange(byte[] from, byte[] to) {
      operations++;
      sealed = null;
    }
  }
}
