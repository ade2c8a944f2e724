package dev.junction.topic.state.sms;

import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What accounts have set about text messages, on the partition of the account and region; it lies
/// in the map alone.
public final class SmsAccounts {

  private static final byte KIND = 'U';

  private final byte keyspace;

  public SmsAccounts(byte keyspace) {
    this.keyspace = keyspace;
  }

  public SmsAccount find(Transaction<?> tx, AccountId account, Region region) {
    byte[] stored = tx.get(key(account, region));
    return stored == null ? SmsAccount.NEW : SmsAccount.decode(stored);
  }

  public void put(Transaction<?> tx, AccountId account, Region region, SmsAccount changed) {
    tx.put(key(account, region), changed.encode());
  }

  private byte[] key(AccountId account, Region region) {
    byte[] name = (account + "\0" + region).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + name.length).put(keyspace).put(KIND).put(name).array();
  }
}
