package dev.junction.topic.state.sms;

import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The phones that want no text messages of an account in a region, on its partition; they lie in
/// the map alone.
///
/// Shape of the keys: keyspace, `O`, account, region and number with zero bytes between.
public final class OptOuts {

  private static final byte KIND = 'O';

  private final byte keyspace;

  public OptOuts(byte keyspace) {
    this.keyspace = keyspace;
  }

  /// What a phone said, or null when it never said anything.
  public @Nullable OptOut find(Transaction<?> tx, AccountId account, Region region, String number) {
    byte[] stored = tx.get(key(account, region, number));
    return stored == null ? null : OptOut.decode(stored);
  }

  public boolean isOptedOut(Transaction<?> tx, AccountId account, Region region, String number) {
    OptOut found = find(tx, account, region, number);
    return found != null && found.isOptedOut();
  }

  public void put(
      Transaction<?> tx, AccountId account, Region region, String number, OptOut changed) {
    tx.put(key(account, region, number), changed.encode());
  }

  /// The numbers that are opted out, in their order.
  ///
  /// @param after the number before the first one; empty for all
  public List<String> after(
      Transaction<?> tx, AccountId account, Region region, String after, int max) {
    List<String> numbers = new ArrayList<>();
    int prefix = key(account, region, "").length;
    // No digit is greater than a colon, so it ends all numbers.
    byte[] from = key(account, region, after.isEmpty() ? "" : after + '\0');
    try (StateStore.Cursor cursor = tx.scan(from, key(account, region, ":"))) {
      while (numbers.size() < max && cursor.next()) {
        if (OptOut.decode(cursor.value()).isOptedOut()) {
          byte[] key = cursor.key();
          numbers.add(new String(key, prefix, key.length - prefix, StandardCharsets.UTF_8));
        }
      }
    }
    return numbers;
  }

  private byte[] key(AccountId account, Region region, String number) {
    byte[] name = (account + "\0" + region + '\0' + number).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + name.length).put(keyspace).put(KIND).put(name).array();
  }
}
