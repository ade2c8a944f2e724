package dev.junction.storage.seal;

import dev.junction.storage.SealBroken;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// One start's session of sealing with AES-256-GCM; opens what any session of the data key sealed.
///
/// Shape of what is sealed: version 1, the session (16 bytes), its number in the session (8 bytes,
/// big-endian), the encrypted text, a tag of 16 bytes. The nonce is four zero bytes and the number.
///
/// **Why no nonce comes twice under one key.** The key is that of the session, derived from the
/// data key and 16 random bytes that are drawn anew each time a folder is opened; within the
/// session the numbers only rise and none is given out twice, not even when what was sealed is
/// refused further down or never reaches the disk. So nothing has to be remembered across a crash:
/// a log sequence number that is used again after a cut tail, under the next epoch, a recycled
/// segment, or a copy of the folder that goes on by itself are all sealed with another key. What
/// would break it is a snapshot of the running process's memory that is resumed twice.
///
/// Limits: 2^63 texts a session. Threads: any.
public final class Sealer {
  static final int SESSION_BYTES = 16;

  /// How much longer the sealed form is than the text.
  static final int OVERHEAD_BYTES = 1 + SESSION_BYTES + Long.BYTES + Gcm.TAG_BYTES;

  private static final byte VERSION = 1;
  private static final int NUMBER_AT = 1 + SESSION_BYTES;
  private static final int TEXT_AT = NUMBER_AT + Long.BYTES;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final DataKey dataKey;
  private final byte[] session;
  private final SecretKey key;
  private final AtomicLong nextNumber = new AtomicLong();
  private final Gcm gcm = new Gcm();

  /// The keys of earlier sessions, once something of theirs has opened: one for each start whose
  /// texts are still there.
  private final ConcurrentHashMap<ByteBuffer, SecretKey> earlier = new ConcurrentHashMap<>();

  Sealer(DataKey dataKey, byte[] session) {
    this.dataKey = dataKey;
    this.session = session;
    key = dataKey.derive(session);
  }

  /// Seals a text.
  ///
  /// @param associated what it belongs to; it has to be given again to open it
  public byte[] seal(byte[] associated, byte[] plain) {
    byte[] sealed = new byte[plain.length + OVERHEAD_BYTES];
    long number = nextNumber.getAndIncrement();
    sealed[0] = VERSION;
    System.arraycopy(session, 0, sealed, 1, SESSION_BYTES);
    LONG.set(sealed, NUMBER_AT, number);
    gcm.seal(key, nonce(number), associated, plain, sealed, TEXT_AT);
    return sealed;
  }

  /// Opens a sealed text.
  ///
  /// @param what how the text is called when it does not open
  /// @throws SealBroken when it is not what was sealed for what it belongs to
  public byte[] open(byte[] associated, byte[] sealed, Named what) {
    if (sealed.length < OVERHEAD_BYTES || sealed[0] != VERSION) {
      throw new SealBroken(what.name());
    }
    byte[] nonce = nonce((long) LONG.get(sealed, NUMBER_AT));
    byte[] plain;
    if (Arrays.equals(sealed, 1, NUMBER_AT, session, 0, SESSION_BYTES)) {
      plain = gcm.open(key, nonce, associated, sealed, TEXT_AT);
    } else {
      plain = openEarlier(nonce, associated, sealed);
    }
    if (plain == null) {
      throw new SealBroken(what.name());
    }
    return plain;
  }

  /// Says what something is, once somebody asks.
  @FunctionalInterface
  public interface Named {
    String name();
  }

  private byte @Nullable [] openEarlier(byte[] nonce, byte[] associated, byte[] sealed) {
    byte[] its = Arrays.copyOfRange(sealed, 1, NUMBER_AT);
    ByteBuffer name = ByteBuffer.wrap(its);
    SecretKey known = earlier.get(name);
    SecretKey used = known == null ? dataKey.derive(its) : known;
    byte[] plain = gcm.open(used, nonce, associated, sealed, TEXT_AT);
    if (plain != null && known == null) {
      earlier.put(name, used);
    }
    return plain;
  }

  private static byte[] nonce(long number) {
    byte[] nonce = new byte[Gcm.NONCE_BYTES];
    LONG.set(nonce, Gcm.NONCE_BYTES - Long.BYTES, number);
    return nonce;
  }
}
