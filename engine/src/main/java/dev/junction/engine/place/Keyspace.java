package dev.junction.engine.place;

import dev.junction.kernel.Invariant;
import java.util.Arrays;

/// The keys of one service: all that begin with its byte.
public final class Keyspace {

  /// The first keyspace that a service may have; those below are the engine's.
  public static final int FIRST = 16;

  /// The last one: the byte after it has to be there as the end of ranges.
  public static final int LAST = 254;

  private final byte first;
  private final byte[] end;

  /// The keyspace with this first byte.
  public Keyspace(byte first) {
    int number = first & 0xff;
    Invariant.check(number >= FIRST && number <= LAST, "Keyspace %d is not a service's", number);
    this.first = first;
    end = new byte[] {(byte) (number + 1)};
  }

  public byte first() {
    return first;
  }

  /// Refuses a key of somebody else.
  public void check(byte[] key) {
    // Spelled out, because a check with values would allocate them for every key.
    if (key.length == 0 || key[0] != first) {
      throw new Invariant.Broken("A key outside of keyspace " + (first & 0xff));
    }
  }

  /// Refuses a range that is not wholly within.
  public void check(byte[] from, byte[] to) {
    check(from);
    Invariant.check(
        to.length > 0 && (to[0] == first || Arrays.equals(to, end)),
        "A range that ends outside of keyspace %d",
        first & 0xff);
    Invariant.check(Arrays.compareUnsigned(from, to) <= 0, "A range that ends before it begins");
  }
}
