package dev.junction.storage.seal;

import dev.junction.storage.ForwardingStateStore;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A state store that seals every value, bound to its partition and key, and keeps it in another
/// store.
///
/// Keys stay as they are, because scans need their order: whoever reads the files learns the names,
/// numbers and times that services put into keys, how many entries there are and how long each is.
/// Threads, durability: as the other store. Errors: [dev.junction.storage.SealBroken] when a value
/// does not open.
public final class SealedStateStore extends ForwardingStateStore {
  private static final byte KIND = 'S';
  private static final int KEY_AT = 1 + Integer.BYTES;

  private final int partition;
  private final Sealer sealer;

  public SealedStateStore(StateStore other, int partition, Sealer sealer) {
    super(other);
    this.partition = partition;
    this.sealer = sealer;
  }

  @Override
  public void apply(long lsn, WriteBatch batch) {
    WriteBatch sealed = new WriteBatch();
    batch.forEach(
        new WriteBatch.Visitor() {
          @Override
          public void put(byte[] key, byte[] value) {
            sealed.put(key, sealer.seal(associated(key), value));
          }

          @Override
          public void delete(byte[] key) {
            sealed.delete(key);
          }

          @Override
          public void deleteRange(byte[] from, byte[] to) {
            sealed.deleteRange(from, to);
          }
        });
    super.apply(lsn, sealed);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    byte[] sealed = super.get(key);
    return sealed == null ? null : open(key, sealed);
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    return opened(super.scan(from, to));
  }

  @Override
  public Cursor scanBackward(byte[] from, byte[] to) {
    return opened(super.scanBackward(from, to));
  }

  private Cursor opened(Cursor cursor) {
    return new Cursor() {
      @Override
      public boolean next() {
        return cursor.next();
      }

      @Override
      public byte[] key() {
        return cursor.key();
      }

      @Override
      public byte[] value() {
        return open(cursor.key(), cursor.value());
      }

      @Override
      public void close() {
        cursor.close();
      }
    };
  }

  private byte[] open(byte[] key, byte[] sealed) {
    return sealer.open(
        associated(key),
        sealed,
        () -> "Key " + HexFormat.of().formatHex(key) + " of partition " + partition);
  }

  private byte[] associated(byte[] key) {
    byte[] associated = new byte[KEY_AT + key.length];
    ByteBuffer.wrap(associated).put(KIND).putInt(partition).put(key);
    return associated;
  }
}
