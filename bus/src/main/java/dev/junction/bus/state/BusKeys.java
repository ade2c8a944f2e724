package dev.junction.bus.state;

import dev.junction.bus.domain.BusAddress;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The keys of buses in the map.
///
/// Shape: keyspace, kind, then for a bus its account, region and name, each ended by 0; for a rule
/// the number of its bus and its name; for a target the number of its rule and its id; for what an
/// account has the kind, account, region and name.
final class BusKeys {

  static final byte KEYSPACE = 24;

  private static final byte BUS = 'B';
  private static final byte RULE = 'R';
  private static final byte TARGET = 'T';
  private static final byte NEXT_ID = 'N';
  private static final byte SHELF = 'S';

  private BusKeys() {}

  static byte[] bus(BusAddress address) {
    return named(new byte[] {KEYSPACE, BUS}, address.account(), address.region(), address.name());
  }

  static byte[][] buses() {
    return new byte[][] {{KEYSPACE, BUS}, {KEYSPACE, BUS + 1}};
  }

  static BusAddress busOf(byte[] key) {
    String[] parts = parts(key, 2);
    return new BusAddress(new AccountId(parts[0]), new Region(parts[1]), parts[2]);
  }

  static byte[] rule(long busId, String name) {
    return numbered(RULE, busId, name);
  }

  static byte[][] rules(long busId) {
    return range(RULE, busId);
  }

  static byte[] target(long ruleId, String id) {
    return numbered(TARGET, ruleId, id);
  }

  static byte[][] targets(long ruleId) {
    return range(TARGET, ruleId);
  }

  static byte[] nextId() {
    return new byte[] {KEYSPACE, NEXT_ID};
  }

  /// What an account has in a region, by kind and name.
  static byte[] shelved(byte kind, AccountId account, Region region, String name) {
    return named(new byte[] {KEYSPACE, SHELF, kind}, account, region, name);
  }

  static byte[][] shelf(byte kind) {
    return new byte[][] {{KEYSPACE, SHELF, kind}, {KEYSPACE, SHELF, (byte) (kind + 1)}};
  }

  /// Account, region and name of a key of a shelf.
  static String[] partsOfShelved(byte[] key) {
    return parts(key, 3);
  }

  static byte[] numbered(byte kind, long number, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + text.length)
        .put(KEYSPACE)
        .put(kind)
        .putLong(number)
        .put(text)
        .array();
  }

  static byte[] numbered(byte kind, long number, long second) {
    return ByteBuffer.allocate(18).put(KEYSPACE).put(kind).putLong(number).putLong(second).array();
  }

  static byte[][] range(byte kind, long number) {
    return new byte[][] {numbered(kind, number, ""), numbered(kind, number + 1, "")};
  }

  private static byte[] named(byte[] prefix, AccountId account, Region region, String name) {
    byte[] text =
        (account.value() + '\0' + region.name() + '\0' + name).getBytes(StandardCharsets.UTF_8);
    byte[] key = Arrays.copyOf(prefix, prefix.length + text.length);
    System.arraycopy(text, 0, key, prefix.length, text.length);
    return key;
  }

  private static String[] parts(byte[] key, int from) {
    return new String(key, from, key.length - from, StandardCharsets.UTF_8).split("\0", 3);
  }
}
